-- Briefings tell of what was earned, after refunds; those that a person gave another metric stay as they are.
UPDATE rules SET metric = 'net_revenue', revision = revision + 1
WHERE template = 'weekly_briefing' AND type = 'schedule' AND metric = 'revenue';
