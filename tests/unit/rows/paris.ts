import type { RowFact } from './row-fact.ts';

/** What the inventory's "rules" column says of each row, independent of the records' wording. */
export const rows: Record<string, RowFact> = {
  A81: {
    fact: 'inclusion-and-membership',
    values: { logic: ['inclusion', 'civic-membership'] },
    query: { fr: 'demander la carte', en: 'citizen card', ar: 'بطاقة المواطن' },
  },
  A82: {
    fact: 'free-with-the-card',
    values: { price: 0, via: 'citizen-card' },
    query: { fr: 'cours gratuits', en: 'free courses', ar: 'دورات مجانية' },
  },
  A83: {
    fact: 'for-card-holders',
    values: { for: 'card-holders', kinds: ['civic', 'cultural', 'community'] },
    query: { fr: 'culture', en: 'outings', ar: 'ثقافة' },
  },
  A84: {
    fact: 'published-at-consultation-launch',
    values: { publishedWith: 'consultation-launch' },
    query: { fr: 'guide', en: 'guide', ar: 'دليل' },
  },
  A85: {
    fact: 'drafted-after-feedback',
    values: { from: '2017-09', to: '2017-10', after: 'feedback' },
    query: { fr: 'écrire la charte', en: 'write the charter', ar: 'كتابة الميثاق' },
  },
  A86: {
    fact: 'both-channels',
    values: { channels: ['online', 'in-person'] },
    query: { fr: 'donner mon avis', en: 'have my say', ar: 'إبداء رأيي' },
  },
  A87: {
    fact: 'feedback-june-to-september',
    values: { from: '2017-06', to: '2017-09' },
    query: { fr: 'résultats', en: 'results', ar: 'نتائج' },
  },
  A88: {
    fact: 'on-the-council-agenda',
    values: { body: 'conseil-de-paris', agenda: '2017-11' },
    query: { fr: 'Conseil de Paris', en: 'paris council', ar: 'مجلس باريس' },
  },
  A89: {
    fact: 'members-asked-about-the-charter',
    values: { members: 65000, askedAbout: 'charter' },
    query: { fr: 'budget participatif', en: 'participatory budget', ar: 'الميزانية التشاركية' },
  },
  A90: {
    fact: 'consultative-body',
    values: { kind: 'consultative', body: 'commission-parisienne-du-debat-public' },
    query: { fr: 'débat public', en: 'public debate', ar: 'نقاش عام' },
  },
  A91: {
    fact: 'consultative-body',
    values: { kind: 'consultative', body: 'conseil-parisien-de-la-jeunesse' },
    query: { fr: 'jeunesse', en: 'youth', ar: 'شباب' },
  },
  A92: {
    fact: 'associations-as-relays',
    values: { associations: ['cap ou pas cap', 'vox', 'muse des territoires'] },
    query: { fr: 'associations partenaires', en: 'partner associations', ar: 'جمعيات شريكة' },
  },
  A93: {
    fact: 'holders-to-be-asked',
    values: { cardHolders: 108000, budgetMembers: 65000 },
    query: { fr: 'questionnaire', en: 'survey', ar: 'استبيان' },
  },
  A94: {
    fact: 'meetings-in-both-modes',
    values: { modes: ['online', 'in-person'], for: 'residents' },
    query: { fr: 'réunion', en: 'meeting', ar: 'اجتماع' },
  },
  A95: {
    fact: 'exchange-and-debate',
    values: { ways: ['exchange', 'debate'] },
    query: { fr: 'action innovante', en: 'innovative action', ar: 'مبادرة' },
  },
  A96: {
    fact: 'steps-with-consultable-deliverables',
    values: { steps: 4, eachStepHas: ['consultable-deliverable', 'start', 'end'] },
    query: { fr: 'engagement', en: 'commitment', ar: 'التزام' },
  },
  A97: {
    fact: 'services-involved',
    values: {
      lead: 'DDCT',
      services: ['participation', 'politique de la ville', 'associations', "mairies d'arrondissement"],
    },
    query: { fr: 'qui contacter', en: 'who to contact', ar: 'بمن أتصل' },
  },
  A98: {
    fact: 'connectors-are-in-scope',
    values: { partner: 'civic-tech', reachedThrough: 'connectors' },
    query: { fr: 'outils numériques', en: 'digital tools', ar: 'أدوات رقمية' },
  },
};
