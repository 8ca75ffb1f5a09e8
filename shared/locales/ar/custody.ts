import type { custody as english } from '../en/custody.ts';
import type { ArabicForms, Translation } from '../translation.ts';

export const custody: Translation<typeof english, ArabicForms> = {
  custodyEvent: {
    collected: 'جُمع',
    received: 'استُلم: سُرد مصدره',
    imported: 'أُرشف',
    accessed: 'اطُّلع عليه في جلسة واحدة',
    copied: 'نُسخ شيء منه: إيصال أو جدول أو تقرير',
    transcribed: 'فُرّغ نصًا',
    analysed: 'جرى العمل عليه',
    verified: 'فُحصت الخزنة',
    redacted: 'طُمست أجزاء منه',
    transferred: 'سُلّم',
    exported: 'خرجت حزمة قد تحويه',
    backed_up: 'نُسخ احتياطيًا',
    restored: 'استُعيد',
    consent_changed: 'تغيّرت الموافقة',
    sealed: 'خُتم على حدة',
    disposed: 'مُحي',
    amended: 'صُحّح',
    held: 'حُفظ قانونيًا أو قُيّد أو استُثني',
  },
  custody: {
    open: 'سجل العهدة',
    text: 'مأخوذ من السجل: كل سطر قيد يمكن التحقق منه.',
    outside:
      'ما يحدث خارج هذا البرنامج لا يُسجَّل هنا: ملف نُسخ من بطاقة قبل ذلك أو من حزمة بعده لا يترك سطرًا. الأوقات كما قالتها ساعة هذا الحاسوب.',
    ledger: 'السجل',
    software: 'البرنامج الذي بدأه',
    leftBefore: 'حزم خرجت من هذا الأرشيف قبل ذلك',
    item: 'ملف، القيد',
    testimony: 'شهادة، القيد',
    print: 'حفظ هذه الصفحة أو طباعتها',
    when: 'متى',
    who: 'من',
    what: 'ماذا',
    entry: 'القيد',
    sha256: 'بصمة SHA-256 للملف',
  },
};
