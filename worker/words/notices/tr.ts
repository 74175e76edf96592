/** Notifications in Turkish. */
import type { NoticeWords } from '../notice-words.ts';

export const tr: NoticeWords = {
  severities: { info: 'Bilgi', warning: 'Uyarı', critical: 'Kritik' },
  resolved: 'Çözüldü',
  unacknowledged: 'Henüz kimse ilgilenmedi',
  together: (n) => `${n} bildirim`,
  andMore: (n) => `Ve ${n} tane daha.`,
  showAll: 'Tümünü göster',
  waitingFor: (minutes) => `${minutes} dakika önce oluştu ve henüz kimse üstlenmedi.`,
  whyNext: (project) => `Bunu alıyorsun çünkü ${project} için sıradaki kişi sensin.`,
  openAlert: 'Uyarıyı aç',
  acts: { acknowledge: 'Üstlen', snooze: '1 saat ertele' },
  whatsapp: {
    consent:
      'Signalbox uyarılarını bu numaraya WhatsApp ile almayı kabul ediyorum. İstediğim zaman bitirebilirim: Signalbox’ta ya da STOP yanıtıyla.',
    template: 'Signalbox’tan haber: {{1}}.\n\n{{2}}\n\nDevamı Signalbox’ta.',
    open: 'Aç',
    acknowledged: (title) => `Üstlenildi: ${title}`,
    snoozed: (title) => `Bir saat ertelendi: ${title}`,
    tooLate: (title) => `Geç kaldınız, bu arada değişti: ${title}`,
    notAllowed: (title) => `Bu uyarıda işlem yapamazsınız: ${title}`,
  },
  overAlready: 'Bu arada sona erdi.',
  conditionCleared: 'Koşul artık geçerli değil.',
  resolvedBy: (name) => `${name} çözdü.`,
  why: (project) => `Bunu, Signalbox üzerinde ${project} projesini takip ettiğiniz için alıyorsunuz.`,
  whyRecipient: (project) =>
    `Bunu, bu adres Signalbox üzerinde ${project} e-postalarını kabul ettiği için alıyorsunuz.`,
  change: 'Ne alacağınızı değiştirin',
  unsubscribe: (project) => `${project} hakkında artık e-posta gönderme`,
  events: {
    lead_created: 'Yeni potansiyel müşteri',
    signup: 'Yeni kayıt',
    payment_succeeded: 'Ödeme alındı',
    payment_failed: 'Ödeme başarısız',
    checkout_abandoned: 'Yarım kalan ödeme adımı',
    build_failed: 'Derleme başarısız',
  },
  eventAt: (time) => `Saat ${time}.`,
  moreEvents: (n, minutes) => `${minutes} dakika içinde ${n} tane daha.`,
  openEvents: 'Olayları göster',
  confirmMail: {
    subject: (project) => `${project} e-postaları: ister misiniz?`,
    text: (project) =>
      `Biri bu adresi, uyarıları e-postayla alması için Signalbox üzerindeki ${project} projesine ekledi. Onayınız olmadan hiçbir şey gönderilmez.`,
    action: 'Evet, gönderin',
    note: 'Projeyi tanımıyorsanız bu e-postayı dikkate almayın.',
  },
  confirmPage: {
    title: 'Signalbox e-postaları',
    text: (project) => `${project} uyarılarını bu adrese almak ister misiniz?`,
    button: 'Evet, gönderin',
    done: (project) => `Artık ${project} uyarılarını alıyorsunuz. Her e-postada bunları sonlandıran bir bağlantı var.`,
  },
  unsubscribePage: {
    title: 'Artık e-posta yok',
    text: (project) => `${project} hakkında artık e-posta almak istemiyor musunuz?`,
    button: 'Artık gönderme',
    done: (project) => `Artık ${project} hakkında e-posta almıyorsunuz.`,
  },
  heads: {
    subject: (project, day) => `${project}: olaylarınızın kanıtı, ${day}`,
    text: (project, day) =>
      `Aşağıdaki satır, ${project} projesinde ${day} (UTC) sonuna kadar alınan tüm olayların imzalı kanıtıdır.`,
    keep: 'Bu e-postayı Signalbox’tan hiç kimsenin yazamayacağı bir yerde saklayın. Onunla, bu olaylardan birinin sonradan değiştirilip değiştirilmediğini veya silinip silinmediğini anlayabilirsiniz.',
    action: 'Günün herkese açık dosyası',
  },
  test: { subject: (project) => `Deneme: ${project}`, text: (project) => `${project} mesajları buraya geliyor.` },
};
