import type { RowFact } from './row-fact.ts';

/** What the inventory's "rules" column says of each row, independent of the records' wording. */
export const rows: Record<string, RowFact> = {
  A63: {
    fact: 'one-project-with-an-end',
    values: {
      projects: 1,
      required: ['fixed-duration', 'precise-project', 'objective', 'planned-evaluation'],
    },
    query: { fr: 'atelier de quartier', en: 'neighbourhood workshop', ar: 'ورشة الحي' },
  },
  A64: {
    fact: 'same-rules-larger-scale',
    values: { sameRulesAs: 'neighbourhood-workshop', scale: 'city' },
    query: { fr: 'atelier ville', en: 'city-wide workshop', ar: 'ورشة المدينة' },
  },
  A65: {
    fact: 'five-phases',
    values: { phases: ['communication', 'information', 'debate', 'recommendations', 'presentation'] },
    query: { fr: 'étapes', en: 'stages', ar: 'مراحل' },
  },
  A66: {
    fact: 'training-before-debate',
    values: { before: 'debate', for: 'complex-technical-questions' },
    query: { fr: 'formation', en: 'training', ar: 'تدريب' },
  },
  A67: {
    fact: 'two-uses-of-the-platform',
    values: { usedFor: ['constitute-the-workshop', 'show-what-happens-in-it'] },
    query: { fr: 'site internet', en: 'website', ar: 'موقع إنترنت' },
  },
  A68: {
    fact: 'output-of-every-workshop',
    values: { outputOf: 'every-workshop', after: 'debate' },
    query: { fr: 'recommandations', en: 'recommendations', ar: 'توصيات' },
  },
  A69: {
    fact: 'hearing-before-council',
    values: { before: 'council', audience: ['elected-officials', 'city-technicians'] },
    query: { fr: 'rencontrer les élus', en: 'meet councillors', ar: 'لقاء المنتخبين' },
  },
  A70: {
    fact: 'evaluation-for-each-workshop',
    values: { requiredFor: 'each-workshop' },
    query: { fr: 'bilan', en: 'assessment', ar: 'حصيلة' },
  },
  A71: {
    fact: 'citizens-take-part-upstream',
    values: { before: 'council', party: 'citizens', about: 'one-precise-project' },
    query: { fr: 'débat politique', en: 'political debate', ar: 'نقاش سياسي' },
  },
  A72: {
    fact: 'permanent-body',
    values: { permanent: true, body: 'neighbourhood-council' },
    query: { fr: 'conseil de quartier', en: 'neighbourhood council', ar: 'مجلس الحي' },
  },
  A73: {
    fact: 'permanent-body',
    values: { permanent: true, body: 'citizens-council' },
    query: { fr: 'conseil citoyen', en: 'citizens council', ar: 'مجلس المواطنين' },
  },
  A74: {
    fact: 'permanent-body',
    values: { permanent: true, body: 'foreign-residents-council' },
    query: { fr: 'étrangers', en: 'foreigners', ar: 'أجانب' },
  },
  A75: {
    fact: 'permanent-body',
    values: { permanent: true, body: 'youth-council' },
    query: { fr: 'jeunes', en: 'youth', ar: 'شباب' },
  },
  A76: {
    fact: 'permanent-body',
    values: { permanent: true, body: 'development-council' },
    query: { fr: 'développement', en: 'development', ar: 'تنمية' },
  },
  A77: {
    fact: 'watch-and-facilitate',
    values: { roles: ['watch-group', 'facilitator'], helps: 'any-dynamic-starting-up' },
    query: { fr: 'relais', en: 'contact group', ar: 'جهة اتصال' },
  },
  A78: {
    fact: 'general-interest-first',
    values: { prefer: 'general-interest', ratherThan: 'individual-claims' },
    query: { fr: 'intérêt général', en: 'common good', ar: 'المصلحة العامة' },
  },
  A79: {
    fact: 'workshop-nine',
    values: { workshop: 9, topic: 'Place des instances de démocratie locale' },
    query: { fr: 'sommet', en: 'summit', ar: 'ملتقى' },
  },
  A80: {
    fact: 'always-show-three-things',
    values: { show: ['purpose', 'end-date', 'what-happens-to-input'] },
    query: { fr: 'qui fait quoi', en: 'who does what', ar: 'من يفعل ماذا' },
  },
};
