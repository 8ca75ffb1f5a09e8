import type { manyCases as english } from '../en/many-cases.ts';
import type { ArabicForms, Translation } from '../translation.ts';

export const manyCases: Translation<typeof english, ArabicForms> = {
  manyCases: {
    choose: 'اختيار {{name}}',
    untag: 'نزع وسم',
    untagTitle_zero: 'أي وسم يُنزع، ولماذا؟',
    untagTitle_one: 'أي وسم يُنزع عن حادثة واحدة، ولماذا؟',
    untagTitle_two: 'أي وسم يُنزع عن حادثتين، ولماذا؟',
    untagTitle_few: 'أي وسم يُنزع عن {{count, number}} حوادث، ولماذا؟',
    untagTitle_many: 'أي وسم يُنزع عن {{count, number}} حادثةً، ولماذا؟',
    untagTitle_other: 'أي وسم يُنزع عن {{count, number}} حادثة، ولماذا؟',
    whichTag: 'الوسم',
    set: 'تحديد',
    setTitle_zero: 'ماذا يُحدَّد، ولماذا؟',
    setTitle_one: 'ماذا يُحدَّد لحادثة واحدة، ولماذا؟',
    setTitle_two: 'ماذا يُحدَّد لحادثتين، ولماذا؟',
    setTitle_few: 'ماذا يُحدَّد لـ{{count, number}} حوادث، ولماذا؟',
    setTitle_many: 'ماذا يُحدَّد لـ{{count, number}} حادثةً، ولماذا؟',
    setTitle_other: 'ماذا يُحدَّد لـ{{count, number}} حادثة، ولماذا؟',
    what: 'ماذا',
    by: { certainty: 'مدى اليقين منها', template: 'ترميز قالب' },
    byNote: {
      certainty: 'لا يتغيّر منها شيء آخر.',
      template:
        'أنواع الاعتداء والتعريفات والموارد والأسلحة والأماكن والعلامات كما في القالب. ويبقى الوقت والمكان والرواية والمتضررون كما هي.',
    },
    same: 'الحدث نفسه',
    sameTitle_zero: 'لماذا هي الحدث نفسه؟',
    sameTitle_one: 'لماذا حادثة واحدة هي الحدث نفسه؟',
    sameTitle_two: 'لماذا الحادثتان حدث واحد؟',
    sameTitle_few: 'لماذا {{count, number}} حوادث هي حدث واحد؟',
    sameTitle_many: 'لماذا {{count, number}} حادثةً هي حدث واحد؟',
    sameTitle_other: 'لماذا {{count, number}} حادثة هي حدث واحد؟',
    sameText: 'تُربط معًا ولا يُدمج شيء: تحتفظ كل منها بما يقوله مصدرها.',
    sameOf: 'تُربط بـ',
  },
};
