import type { records as english } from '../en/records.ts';
import type { ArabicForms, Translation } from '../translation.ts';

export const records: Translation<typeof english, ArabicForms> = {
  recordKind: {
    facility: 'منشأة',
    site: 'موقع منشأة',
    notification: 'إبلاغ بإحداثيات',
    agreement: 'اتفاق',
    organisation: 'جهة',
    device: 'جهاز',
  },
  relation: {
    shows: 'يُظهر',
    mentions: 'يذكر',
    'same event': 'الحدث نفسه',
    at: 'في',
    'repeat attack on': 'اعتداء متكرر على',
    'derived: redacted': 'نسخة محجوبة من',
    'derived: transcoded': 'نسخة بصيغة أخرى من',
    'derived: transcribed': 'تفريغ مكتوب من',
  },
  rule: {
    missing: 'هذا مطلوب ({{expected}}).',
    'kind of value': 'المطلوب قيمة من نوع آخر: {{expected}}.',
    'too little': 'المطلوب {{expected}} على الأقل.',
    'too much': 'الممكن {{expected}} على الأكثر.',
    form: 'ليس بالصيغة المطلوبة: {{expected}}.',
    'not one of': 'المطلوب واحد من هذه: {{expected}}.',
    'unknown field': 'لا حقل بهذا الاسم هنا: {{expected}}.',
    'unknown record': 'لا سجل من هذا النوع بهذا المعرّف: {{expected}}.',
    taken: 'هو لشخص آخر من قبل.',
    'cannot be joined': 'لا يمكن ربطه بهذه الطريقة: {{expected}}.',
    other: 'هذا غير ممكن: {{expected}}.',
  },
};
