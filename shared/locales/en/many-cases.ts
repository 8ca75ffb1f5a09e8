export const manyCases = {
  manyCases: {
    chosen_one: '{{count, number}} case selected',
    chosen_other: '{{count, number}} cases selected',
    choose: 'Choose {{name}}',
    untag: 'Take off a tag',
    untagTitle_one: 'Which tag is taken off {{count, number}} case, and why?',
    untagTitle_other: 'Which tag is taken off {{count, number}} cases, and why?',
    whichTag: 'Tag',
    set: 'Set',
    setTitle_one: 'What is set for {{count, number}} case, and why?',
    setTitle_other: 'What is set for {{count, number}} cases, and why?',
    what: 'What',
    by: { certainty: 'How certain they are', template: 'The coding of a template' },
    byNote: {
      certainty: 'Nothing else of them changes.',
      template:
        'Attack types, definitions, resources, weapons, locations and flags as the template has them. Time, place, account and people harmed stay.',
    },
    same: 'The same event',
    sameTitle_one: 'Why is {{count, number}} case the same event?',
    sameTitle_other: 'Why are {{count, number}} cases the same event?',
    sameText: 'They are joined, and nothing is merged: each keeps what its source says.',
    sameOf: 'Joined with',
  },
};
