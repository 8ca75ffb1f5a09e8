/**
 * README.txt of every bundle, for somebody who got it and has never heard of Sanad. It comes from the party under test, so the first
 * thing that it says is to get a verifier from somewhere else.
 */
export const readmeText = `SANAD BUNDLE: HOW TO CHECK IT

1. Get a verifier from somewhere else first.
   Whatever stands in this bundle, this text included, comes from those whom you
   are checking. Get Sanad from a source that you trust, or write a verifier from
   the published format, and run:

       sanad verify THIS-FILE

   Two verifiers stand beside this text: verify.html, which any browser opens from
   disk and which needs no network, and verify.py (python3 verify.py THIS-FILE).
   Use them only if their SHA-256 is one that is published for a release of Sanad,
   at a place that those who gave you this bundle do not control. Sanad compares
   them with the ones that it knows, and says what it finds.

2. Without any verifier, in the folder where bagit.txt stands:

       sha256sum -c tagmanifest-sha256.txt
       sha256sum -c manifest-sha256.txt

   This shows that the files are the ones that the lists name. It does not show
   who made the lists, nor that nothing was left out.

What a full check shows
   - No entry of the ledger was changed, moved, added or dropped between the
     first one and the export that closes this bundle.
   - Each file handed over is, bit for bit, the one that its entry names.
   - What is withheld is named and counted. It can be shown later, and cannot be
     shown in two versions.

What it does not show
   - That what was recorded was true when it was recorded.
   - That the times are right: they are what the computer's clock said.
   - That everything was recorded. Nobody can show that.
   - That the whole ledger was not made up later, unless somebody outside vouches
     for it. Compare its checkpoint with one that you were given before.

Where things are
   data/ledger/entries.jsonl       every entry of the ledger, one a line
   data/ledger/disclosures.jsonl   what opens the entries that are shown
   data/ledger/checkpoint.txt      the signed checkpoint over all entries
   data/objects/                   the files handed over, named by their SHA-256
   data/records/                   what the shown entries say, to be read
   data/absent.txt                 files that are named and not handed over
   data/withheld.jsonl             what was withheld and why: a statement
   data/ext/custody/               what happened to each file and testimony: a sheet to
                                   read or print; the ledger is what counts

Do not pass this bundle on without asking those who gave it to you. People in it
may be in danger.


حزمة سند: كيف تتحقق منها

1. احصل أولاً على برنامج تحقق من مصدر آخر.
   كل ما في هذه الحزمة، ومنه هذا النص، مصدره الجهة التي تتحقق أنت من عملها.
   احصل على سند من مصدر تثق به، أو اكتب برنامج تحقق من وصف الصيغة المنشور، ثم شغّل:

       sanad verify THIS-FILE

   بجانب هذا النص برنامجا تحقق: verify.html، يفتحه أي متصفح من القرص ولا يحتاج إلى
   شبكة، و verify.py (شغّله بالأمر python3 verify.py THIS-FILE). لا تستعملهما إلا إذا
   كانت بصمة SHA-256 لكل منهما منشورة لأحد إصدارات سند، في مكان لا يتحكم فيه من أعطاك
   هذه الحزمة. سند يقارنهما بما يعرفه ويقول ما يجده.

2. من دون أي برنامج تحقق، في المجلد الذي فيه bagit.txt:

       sha256sum -c tagmanifest-sha256.txt
       sha256sum -c manifest-sha256.txt

   هذا يُظهر أن الملفات هي التي تسميها القوائم. ولا يُظهر من كتب القوائم، ولا أن شيئاً
   لم يُترك.

ما يُظهره التحقق الكامل
   - لم يُغيَّر أي قيد في السجل ولم يُنقل ولم يُضف ولم يُحذف، من القيد الأول حتى قيد
     التصدير الذي تنتهي به هذه الحزمة.
   - كل ملف مُسلَّم مطابق تماماً للملف الذي يسميه قيده.
   - ما حُجب مسمّى ومعدود. يمكن إظهاره لاحقاً، ولا يمكن إظهاره بصورتين مختلفتين.

ما لا يُظهره
   - أن ما سُجّل كان صحيحاً عند تسجيله.
   - أن الأوقات صحيحة: هي ما قالته ساعة الحاسوب.
   - أن كل شيء قد سُجّل. لا أحد يستطيع إثبات ذلك.
   - أن السجل كله لم يُصنع لاحقاً، إلا إذا شهد له أحد من الخارج. قارن نقطة التحقق
     الموقّعة فيه بنقطة حصلت عليها من قبل.

أين تجد الأشياء
   data/ledger/entries.jsonl       كل قيود السجل، قيد في كل سطر
   data/ledger/disclosures.jsonl   ما يفتح القيود المعروضة
   data/ledger/checkpoint.txt      نقطة التحقق الموقّعة على كل القيود
   data/objects/                   الملفات المسلَّمة، اسم كل منها بصمة SHA-256
   data/records/                   ما تقوله القيود المعروضة، للقراءة
   data/absent.txt                 ملفات مسماة لم تُسلَّم
   data/withheld.jsonl             ما حُجب ولماذا: بيان من الجهة المصدّرة
   data/ext/custody/               ما جرى لكل ملف وشهادة: صفحة للقراءة أو الطباعة؛ والمعتمد هو السجل

لا تنقل هذه الحزمة إلى غيرك قبل أن تسأل من أعطاك إياها. قد يكون أشخاص فيها في خطر.
`;
