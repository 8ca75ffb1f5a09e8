/** Everything that is no photograph: what it is called, how it is played, shown, or why it isn't. */
export const recordings = {
  kinds: {
    picture: 'Picture',
    'raw picture': 'Raw picture',
    video: 'Video',
    sound: 'Sound',
    document: 'PDF document',
    text: 'Text',
    other: 'File',
  },
  play: {
    player: 'Recording {{name}}',
    play: 'Play',
    pause: 'Pause',
    position: 'Position in the recording',
    positionText: '{{at}} of {{length}}',
    back: 'Five seconds back',
    forward: 'Five seconds forward',
    frameBack: 'One picture back',
    frameForward: 'One picture forward',
    mute: 'Sound off',
    unmute: 'Sound on',
    volume: 'Volume',
    speed: 'Speed',
    /** How many times as fast, such as 0.5. */
    times: '{{speed}} ×',
    muted: 'Sound is off until you turn it on.',
    keys: 'Space plays and pauses, arrows move five seconds, M is sound.',
    pictureKeys: 'Comma and full stop move one picture.',
    unplayable: 'This computer can’t play it here',
    unplayableText:
      'The file is archived whole and unchanged. Its coding ({{codec}}) isn’t one that Sanad’s window can play. Hand over a copy to play it with another program.',
    pictureUnplayable: 'Only its sound plays here',
    pictureUnplayableText:
      'The pictures’ coding ({{codec}}) isn’t one that Sanad’s window can show. The file is archived whole and unchanged.',
    codecUnknown: 'not stated',
  },
  recording: {
    picture: 'Pictures: {{codec}}, {{width}} × {{height}}',
    turned: 'shown turned by {{degrees}}°',
    sound: 'Sound: {{codec}}, {{rate}} Hz',
    channels_one: '{{count}} channel',
    channels_other: '{{count}} channels',
    other: 'Other data: {{codec}}',
  },
  document: {
    pages_one: '{{count}} page',
    pages_other: '{{count}} pages',
    locked: 'It asks for a password before it shows anything.',
    notShown: 'Sanad doesn’t show the pages of PDF documents',
    notShownText:
      'Another program would have to, and that would write the document to the disk in clear. It is archived whole and unchanged. Hand over a copy to read it on another computer.',
  },
  text: {
    label: 'Text of {{name}}',
    part: 'The first {{shown}} of {{size}}.',
    encoding: 'Letters read as',
    encodings: {
      'utf-8': 'UTF-8',
      'utf-16le': 'UTF-16',
      'utf-16be': 'UTF-16, big-endian',
      'windows-1256': 'Windows-1256 (Arabic)',
      'windows-1251': 'Windows-1251 (Cyrillic)',
      'windows-1252': 'Windows-1252 (Western)',
    },
    guessed: 'The file doesn’t say how its letters are written. This is a guess; choose another if it reads wrong.',
  },
  file: {
    notShown: 'Sanad doesn’t show this kind of file',
    notShownText: 'It is archived whole and unchanged. Hand over a copy to open it elsewhere.',
  },
} as const;
