-- Channels of one person (a device, a phone) belong to no project: their project_id is ''. Found by their address when a device
-- changes hands, or a phone answers.
CREATE INDEX channels_personal ON channels (kind, address) WHERE user_id <> '';
