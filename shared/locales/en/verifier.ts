/** The verifier page that stands in every bundle and opens without the program (renderer/verifier). */
export const verifier = {
  verifierPage: {
    name: 'Sanad verifier',
    title: 'Check a bundle',
    intro:
      'This page checks, on this computer alone, whether what you were given is what was archived. It sends nothing and keeps nothing.',
    whence: 'Where did you get this page?',
    whenceText:
      'If it came inside the bundle, it comes from those whom you are checking. Get it from a source that you trust, or compare its SHA-256 with the one that is published for this version, before you believe what it says.',
    dropHere: 'Drop the bundle here',
    zipOnly: 'A plain zip file. Nothing is unpacked.',
    chooseNotes: 'Choose note files',
    stop: 'Stop',
    part: '{{done}} of {{total}}',
    encrypted: 'This bundle is encrypted',
    encryptedText:
      'This page opens plain zip files alone. Open the bundle with Sanad or with the program age, and check the zip that comes out of it.',
    unreadable: 'The file could not be read',
    unreadableText:
      'The browser did not hand over its bytes. It may have been moved or changed while it was read. That says nothing about the evidence.',
    exhibitNumber: 'Entry {{seq}}',
    noPicture: 'Can’t be shown as a picture here',
    pictureLarge: 'Too large to be shown here',
    computed: 'Computed',
    computedText_one: '{{count, number}} field of the shown entries is withheld, and {{entries}} whole entries.',
    computedText_other: '{{count, number}} fields of the shown entries are withheld, and {{entries}} whole entries.',
    entries: 'Entries',
    range: '{{from}} to {{to}} of {{count}}',
    earlier: 'Earlier',
    later: 'Later',
    goTo: 'Go to entry',
    go: 'Go',
    wholeWithheld: 'Withheld as a whole',
    notAsEntered: 'What its readable copy says is not what was entered, so it isn’t shown.',
    fieldsWithheld: 'Withheld',
    stated: 'Stated by the exporter: {{ground}}. {{reasons}}',
    unstated: 'Unexplained: the exporter’s statement says nothing about it.',
    amendedBy: 'Corrected by entry {{seq}}',
    erasedBy: 'Erased by entry {{seq}}',
    cut: 'and {{count}} more characters',
    saveReport: 'Save report',
  },
} as const;
