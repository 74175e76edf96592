/** The mails in Arabic. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'مالك', admin: 'مشرف', editor: 'محرر', viewer: 'مشاهد' };
const NOT_ME = 'لم أكن أنا: تعيين كلمة مرور جديدة';
/** Names from outside keep their own direction. */
const own = (name: string) => `\u2068${name}\u2069`;

export const ar: Letters = {
  confirm: {
    subject: 'تأكيد عنوان بريدك الإلكتروني',
    text: 'مرحبًا بك في Signalbox. اتبع الرابط لتأكيد عنوانك وفتح حسابك.',
    action: 'تأكيد عنواني',
    note: 'يعمل الرابط مرة واحدة ولمدة 24 ساعة. إذا لم تكن قد سجّلت، فتجاهل هذه الرسالة: لن يُنشأ أي حساب.',
  },
  known: (url) => ({
    subject: 'لديك حساب بالفعل',
    text: 'سجّل شخص ما، وربما أنت، بهذا العنوان، وله حساب بالفعل. سجّل الدخول بدلًا من ذلك.',
    action: 'تسجيل الدخول',
    note: `هل نسيت كلمة المرور؟ اطلب كلمة جديدة من ${own(url)}`,
  }),
  reset: {
    subject: 'تعيين كلمة مرور جديدة',
    text: 'طلب شخص ما، وربما أنت، كلمة مرور جديدة. اتبع الرابط لاختيارها.',
    action: 'اختيار كلمة مرور جديدة',
    note: 'يعمل الرابط مرة واحدة ولمدة ساعة. إذا لم تطلب ذلك، فتجاهل هذه الرسالة: تبقى كلمة مرورك كما هي.',
  },
  passwordChanged: {
    subject: 'تغيّرت كلمة المرور',
    text: 'تغيّرت كلمة مرور حسابك في Signalbox للتو. إذا كنت أنت من غيّرها، فلا داعي لفعل شيء.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'تغيّرت خطوة التحقق الثانية',
    text: 'تغيّرت خطوة التحقق الثانية لحسابك في Signalbox للتو. إذا كنت أنت من غيّرها، فلا داعي لفعل شيء.',
    action: NOT_ME,
  },
  invitation: ({ inviter, tenant, role }) => ({
    subject: `دعوة إلى ${own(tenant)}`,
    text: `${inviter === null ? 'يدعوك شخص ما' : `يدعوك ${own(inviter)}`} إلى ${own(tenant)} على Signalbox، بدور ${ROLES[role]}.`,
    action: 'قبول الدعوة',
    note: 'يعمل الرابط مرة واحدة ولمدة سبعة أيام. إذا كنت لا تعرف المرسل، فتجاهل هذه الرسالة.',
  }),
};
