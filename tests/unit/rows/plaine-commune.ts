import type { RowFact } from './row-fact.ts';

const roles = ['participant', 'observer'];

/** What the inventory's "rules" column says of each row, independent of the records' wording. */
export const rows: Record<string, RowFact> = {
  A99: {
    fact: 'twenty-councils-in-nine-cities',
    values: { councils: 20, cities: 9, territory: 'several-cities' },
    query: { fr: 'rejoindre un conseil', en: 'join a council', ar: 'الانضمام إلى مجلس' },
  },
  A100: {
    fact: 'associated-with-thinking-and-decision',
    values: { associatedWith: ['thinking', 'decision'], onlyTargetPublic: false },
    query: { fr: 'comprendre contrat', en: 'understand contract', ar: 'فهم العقد' },
  },
  A101: {
    fact: 'seat-and-evening',
    values: { body: 'steering-committee', selfInvitation: true, roles, politicalMeetings: 'evening' },
    query: { fr: 'pilotage', en: 'steering', ar: 'لجنة قيادة' },
  },
  A102: {
    fact: 'one-referent-per-theme',
    values: { themes: 6, referentsPerTheme: 1, where: 'each-council' },
    query: { fr: 'comités techniques', en: 'technical committees', ar: 'لجان تقنية' },
  },
  A103: {
    fact: 'seat-and-evening',
    values: { body: 'local-partner-committees', selfInvitation: true, roles, politicalMeetings: 'evening' },
    query: { fr: 'commission partenaires', en: 'partners committee', ar: 'لجان الشركاء' },
  },
  A104: {
    fact: 'seat-and-evening',
    values: { body: 'housing-conference', selfInvitation: true, roles, politicalMeetings: 'evening' },
    query: { fr: 'logement', en: 'housing', ar: 'السكن' },
  },
  A105: {
    fact: 'who-came',
    values: {
      date: '2016-10',
      participants: [
        'inhabitants',
        'associations',
        'elected-officials',
        'local-actors',
        'technicians',
        'state',
      ],
    },
    query: { fr: 'forum', en: 'forum', ar: 'منتدى' },
  },
  A106: {
    fact: 'four-sessions-of-two-hours',
    values: { sessions: 4, hoursEach: 2, where: 'each-council' },
    query: { fr: 'formation', en: 'training', ar: 'تدريب' },
  },
  A107: {
    fact: 'four-needs',
    values: { count: 4, needs: ['each-other', 'schemes', 'actors-and-partners', 'local-resources'] },
    query: { fr: 'annuaire', en: 'directory', ar: 'دليل' },
  },
  A108: {
    fact: 'six-demands',
    values: {
      count: 6,
      demands: [
        'informed-before-meetings',
        'trained',
        'recognised',
        'decision-power',
        'part-in-programming',
        'meetings-outside-working-hours',
      ],
    },
    query: { fr: 'demandes', en: 'requests', ar: 'مطالب' },
  },
  A109: {
    fact: 'right-to-try-and-fail',
    values: { allowed: ['test', 'experiment', 'fail'] },
    query: { fr: 'essayer', en: 'try', ar: 'تجربة' },
  },
  A110: {
    fact: 'councils-invite-themselves',
    values: { chosenBy: 'councillors', roles, information: ['files', 'dates'] },
    query: { fr: 'inviter', en: 'invite myself', ar: 'أدعو نفسي' },
  },
  A111: {
    fact: 'political-meetings-in-the-evening',
    values: { politicalMeetings: 'evening', purpose: 'presence-of-councillors' },
    query: { fr: 'soirée', en: 'evening', ar: 'المساء' },
  },
  A112: {
    fact: 'six-referents-planned-but-hard-to-keep',
    values: { plannedPerCouncil: 6, perTheme: 1, keptInPractice: false, present: 'those-available' },
    query: { fr: 'référent', en: 'lead person', ar: 'مندوب' },
  },
  A113: {
    fact: 'synthesis-table',
    values: { document: 'synthesis-table', of: 'proposals' },
    query: { fr: 'tableau', en: 'table', ar: 'جدول المقترحات' },
  },
  A114: {
    fact: 'review-of-june-2017',
    values: { date: '2017-06', with: ['councillors', 'city-professionals', 'state'] },
    query: { fr: 'témoignage', en: 'testimony', ar: 'شهادة' },
  },
  A115: {
    fact: 'funded-by-the-contract',
    values: { fundedBy: 'city-contract', chosenBy: 'call-for-projects', goals: 2 },
    query: { fr: 'appel à projet', en: 'call for projects', ar: 'تقديم المشاريع' },
  },
  A116: {
    fact: 'invited-and-present',
    values: {
      invited: true,
      present: true,
      bodies: [
        'steering-committee',
        'technical-committees',
        'local-partner-committees',
        'housing-conference',
      ],
    },
    query: { fr: 'actions financées', en: 'funded actions', ar: 'تمويل' },
  },
};
