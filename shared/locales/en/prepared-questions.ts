import type { PreparedQuestions, ShippedQuestions } from '../../model/prepared-questions.ts';

/**
 * Questions that come with Sanad, for whoever takes a full statement. Each is open: it names nobody and nothing that the person has not
 * named, and can't be answered with yes or no. None asks why somebody did or didn't do something. Written for Sanad along the themes of the
 * Istanbul Protocol (2022, chapters IV and VI) and what the Murad Code (2022) asks of whoever interviews.
 */
export const preparedQuestions: Readonly<Record<ShippedQuestions, PreparedQuestions>> = {
  witness: {
    name: 'Somebody who was there',
    sections: [
      {
        heading: 'In their own words',
        questions: [
          'Please tell me what happened, from wherever you want to begin.',
          'What came next?',
          'What else do you remember of this?',
        ],
      },
      {
        heading: 'The place, and that day',
        questions: [
          'Where were you, and what were you doing?',
          'How was the place that day, before it happened?',
          'Who else was in or around the building? A role is enough, no names.',
        ],
      },
      {
        heading: 'What they noticed',
        questions: [
          'What did you see from where you were?',
          'What did you hear, feel or smell, and in which order?',
          'How much time passed between these things, as it seemed to you?',
          'How was the light, and how far could you see?',
        ],
      },
      {
        heading: 'Afterwards',
        questions: [
          'What did you see when it was over?',
          'What do you know about people who were hurt? Say only whether they were patients, staff or others.',
          'What happened to the place in the days that followed?',
        ],
      },
      {
        heading: 'How they know it',
        questions: [
          'How did you learn of each of these things?',
          'What of this did somebody else tell you, and when?',
          'What are you sure of, and what less so?',
        ],
      },
      {
        heading: 'What else there is',
        questions: [
          'Who else could tell of this? A role is enough.',
          'What photographs, papers or things are there, and who has them?',
        ],
      },
      {
        heading: 'At the end',
        questions: [
          'What have I not asked that you want to say?',
          'How are you now, after telling it?',
          'What would help you when you leave here?',
        ],
      },
    ],
  },
  staff: {
    name: 'Somebody who worked at the facility',
    sections: [
      {
        heading: 'The facility',
        questions: [
          'What was your work there, and since when?',
          'What did the facility do at that time: which departments, for whom, how many people in a month?',
          'How could somebody from outside tell what this building was?',
          'Who had been told where it is, how, and when?',
        ],
      },
      {
        heading: 'Before that day',
        questions: [
          'What happened at or near the facility in the weeks before?',
          'What warnings or threats came, from whom, and in which words?',
          'Who else used the building or the ground around it?',
        ],
      },
      {
        heading: 'In their own words',
        questions: [
          'Please tell me what happened, from wherever you want to begin.',
          'What came next?',
          'What did you see and hear yourself, and where were you?',
        ],
      },
      {
        heading: 'What it did to people and to care',
        questions: [
          'What do you know about people who were hurt, as patients, staff or others? No names.',
          'What was damaged, and how do you know?',
          'Which care could no longer be given, and for how long?',
          'Where did people go for it instead?',
        ],
      },
      {
        heading: 'Records and things',
        questions: [
          'What records of that time are there, and where are they now?',
          'What photographs or videos were taken, and by whom? A role is enough.',
          'Who else could tell of this?',
        ],
      },
      {
        heading: 'At the end',
        questions: [
          'What have I not asked that you want to say?',
          'How are you now, after telling it?',
          'What would help you, and whoever you work with?',
        ],
      },
    ],
  },
  patient: {
    name: 'A patient or a relative',
    sections: [
      {
        heading: 'Before anything else',
        questions: [
          'What should I know so that this is easier for you?',
          'Whom do you want beside you?',
          'How shall I notice that you want a pause?',
        ],
      },
      {
        heading: 'In their own words',
        questions: [
          'Please tell me only what you want me to know, from wherever you want to begin.',
          'What came next?',
          'Where were you when it happened?',
        ],
      },
      {
        heading: 'What they noticed',
        questions: [
          'What did you see and hear?',
          'Who was with you? A role is enough, no names.',
          'How did you get out, or stay?',
        ],
      },
      {
        heading: 'Since then',
        questions: [
          'What happened to the care that you came for?',
          'What has changed for you and those close to you?',
          'How do you manage now?',
        ],
      },
      {
        heading: 'At the end',
        questions: [
          'What have I not asked that you want to say?',
          'What should happen with what you told me, and what should never happen with it?',
          'What would help you when you leave here?',
        ],
      },
    ],
  },
};
