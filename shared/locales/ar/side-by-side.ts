import type { sideBySide as english } from '../en/side-by-side.ts';
import type { ArabicForms, Translation } from '../translation.ts';

export const sideBySide: Translation<typeof english, ArabicForms> = {
  sideBySide: {
    title: 'مادتان جنبًا إلى جنب',
    open: 'مقارنة',
    with: 'مقارنة مع {{name}}',
    turn: 'تبديل الجانبين',
    hint: 'العجلة تكبّر الصورتين حول المؤشر، والسحب والأسهم تحرّكهما معًا.',
    derived: 'ما يُعرف عن كل منهما',
    read: 'ما يقوله كل ملف',
    file: 'SHA-256',
    type: 'النوع',
    size: 'الحجم',
    agree: 'التطابق',
    same: 'متطابق',
    different: 'مختلف',
    missing: 'ليس في هذا الملف',
    all: 'إظهار المتطابق أيضًا',
    differing_zero: 'لا يختلف أي وسم من {{all}}.',
    differing_one: 'يختلف وسم واحد من {{all}}.',
    differing_two: 'يختلف وسمان من {{all}}.',
    differing_few: 'تختلف {{count, number}} وسوم من {{all}}.',
    differing_many: 'يختلف {{count, number}} وسمًا من {{all}}.',
    differing_other: 'يختلف {{count, number}} وسم من {{all}}.',
    noTags: 'لا يقول أي من الملفين شيئًا عن نفسه.',
  },
};
