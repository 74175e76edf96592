/** Notifications in Arabic. */
import type { NoticeWords } from '../notice-words.ts';

export const ar: NoticeWords = {
  severities: { info: 'ملاحظة', warning: 'تحذير', critical: 'حرج' },
  resolved: 'تم الحل',
  unacknowledged: 'لم يتولَّ أحد الأمر بعد',
  together: (n) => `${n} من الإشعارات`,
  andMore: (n) => `و${n} أخرى.`,
  showAll: 'عرض الكل',
  waitingFor: (minutes) => `صدر قبل ${minutes} دقيقة ولم يؤكده أحد.`,
  whyNext: (project) => `وصلتك هذه الرسالة لأنك التالي في قائمة من يُسأل عن ${project}.`,
  openAlert: 'فتح التنبيه',
  acts: { acknowledge: 'تولّي الأمر', snooze: 'تأجيل لساعة' },
  whatsapp: {
    consent:
      'أوافق على تلقّي تنبيهات Signalbox عبر واتساب على هذا الرقم. يمكنني إنهاء ذلك في أي وقت: في Signalbox أو بالرد بكلمة STOP.',
    template: 'جديد Signalbox: {{1}}.\n\n{{2}}\n\nالمزيد في Signalbox.',
    open: 'فتح',
    acknowledged: (title) => `تم التولّي: ${title}`,
    snoozed: (title) => `أُجّل لساعة: ${title}`,
    tooLate: (title) => `فات الأوان، لقد تغيّر في هذه الأثناء: ${title}`,
    notAllowed: (title) => `لا يحق لك التصرف في هذا التنبيه: ${title}`,
  },
  overAlready: 'انتهى في هذه الأثناء.',
  conditionCleared: 'لم يعد الشرط قائمًا.',
  resolvedBy: (name) => `حلّه \u2068${name}\u2069.`,
  why: (project) => `تصلك هذه الرسالة لأنك تتابع \u2068${project}\u2069 على Signalbox.`,
  whyRecipient: (project) => `تصلك هذه الرسالة لأن هذا العنوان وافق على رسائل \u2068${project}\u2069 من Signalbox.`,
  change: 'تغيير ما يصلك',
  unsubscribe: (project) => `إيقاف الرسائل عن \u2068${project}\u2069`,
  events: {
    lead_created: 'عميل محتمل جديد',
    signup: 'تسجيل جديد',
    payment_succeeded: 'تم استلام دفعة',
    payment_failed: 'فشلت عملية دفع',
    checkout_abandoned: 'عملية شراء متروكة',
    build_failed: 'فشل البناء',
  },
  eventAt: (time) => `الساعة ${time}.`,
  moreEvents: (n, minutes) => `${n} أخرى خلال ${minutes} دقائق.`,
  openEvents: 'عرض الأحداث',
  confirmMail: {
    subject: (project) => `رسائل عن \u2068${project}\u2069: هل تريدها؟`,
    text: (project) =>
      `أضاف شخص هذا العنوان إلى \u2068${project}\u2069 على Signalbox ليتلقى التنبيهات بالبريد. لن يُرسل شيء دون موافقتك.`,
    action: 'نعم، أرسلوها',
    note: 'إذا كنت لا تعرف المشروع فتجاهل هذه الرسالة.',
  },
  confirmPage: {
    title: 'رسائل من Signalbox',
    text: (project) => `هل تريد تلقي تنبيهات \u2068${project}\u2069 على هذا العنوان؟`,
    button: 'نعم، أرسلوها',
    done: (project) => `من الآن تصلك تنبيهات \u2068${project}\u2069. في كل رسالة رابط لإيقافها.`,
  },
  unsubscribePage: {
    title: 'إيقاف الرسائل',
    text: (project) => `هل تريد إيقاف الرسائل عن \u2068${project}\u2069؟`,
    button: 'إيقاف الرسائل',
    done: (project) => `لن تصلك رسائل عن \u2068${project}\u2069 بعد الآن.`,
  },
  heads: {
    subject: (project, day) => `\u2068${project}\u2069: إثبات أحداثك، ${day}`,
    text: (project, day) =>
      `السطر أدناه إثبات موقّع لكل أحداث \u2068${project}\u2069 التي استُلمت حتى نهاية يوم ${day} (UTC).`,
    keep: 'احتفظ بهذه الرسالة في مكان لا يستطيع أحد من Signalbox الكتابة فيه. بها يمكنك لاحقًا معرفة ما إذا كان أحد هذه الأحداث قد غُيّر أو حُذف.',
    action: 'الملف العام لذلك اليوم',
  },
  test: {
    subject: (project) => `اختبار: \u2068${project}\u2069`,
    text: (project) => `رسائل ${project} تصل إلى هنا.`,
  },
};
