import type { RowFact } from './row-fact.ts';

/** What the inventory says of the solidarity rows of Pantin, independent of the records' wording. */
export const rows: Record<string, RowFact> = {
  A30: {
    fact: 'simple-tool-home-or-public-buildings',
    values: { tool: 'simple', where: ['home', 'public-buildings'] },
    query: { fr: 'petites annonces', en: 'small ads', ar: 'إعلانات' },
  },
  A31: {
    fact: 'for-all-with-the-platform',
    values: { audience: 'all-categories', coupledWith: 'mutual-aid-platform' },
    query: { fr: 'prêt ordinateur', en: 'borrow computer', ar: 'استعارة حاسوب' },
  },
  A32: {
    fact: 'vetting-before-contact',
    values: { vetting: 'before-any-contact' },
    query: { fr: 'colocation', en: 'flatshare', ar: 'غرفة' },
  },
  A33: {
    fact: 'gift-of-time',
    values: { gives: 'time' },
    query: { fr: 'bénévolat', en: 'volunteering', ar: 'عمل تطوعي' },
  },
  A34: {
    fact: 'neighbours-matched-for-diy',
    values: { kind: 'diy' },
    query: { fr: 'bricolage', en: 'odd jobs', ar: 'تصليح' },
  },
  A35: {
    fact: 'relay-only-no-public-names',
    values: { contact: 'relay-only', publicNames: 'none' },
    query: { fr: 'nounou', en: 'babysitting', ar: 'جليسة أطفال' },
  },
  A36: {
    fact: 'barter-between-residents',
    values: { exchange: 'barter' },
    query: { fr: 'troc', en: 'swap', ar: 'مقايضة' },
  },
  A37: {
    fact: 'local-companies-for-the-youngest',
    values: { offeredBy: 'local-companies', audience: 'youngest' },
    query: { fr: 'stage', en: 'internship', ar: 'تدريب' },
  },
  A38: {
    fact: 'one-agenda-for-all',
    values: { agendas: 1, organisers: ['associations', 'city'] },
    query: { fr: 'agenda', en: 'calendar activities', ar: 'رزنامة' },
  },
  A39: {
    fact: 'lower-cost-for-everyone',
    values: { audience: 'everyone', cost: 'lower' },
    query: { fr: 'quotient familial', en: 'school meals', ar: 'أسعار مخفضة' },
  },
  A40: {
    fact: 'for-solidarity-associations',
    values: { audience: 'solidarity-associations' },
    query: { fr: 'locaux', en: 'premises', ar: 'مقرات' },
  },
  A41: {
    fact: 'no-health-detail-on-screen',
    values: { healthDetail: 'never-typed', screen: 'shared' },
    query: { fr: 'dentiste', en: 'dentist', ar: 'طبيب أسنان' },
  },
  A42: {
    fact: 'for-isolated-people',
    values: { audience: 'isolated-people', building: 'Le Refuge' },
    query: { fr: 'sans abri', en: 'homeless', ar: 'مأوى' },
  },
  A43: {
    fact: 'home-help-and-care-for-elders',
    values: { audience: 'elders', services: ['help', 'care'], where: 'home' },
    query: { fr: 'infirmière', en: 'home care', ar: 'ممرضة' },
  },
  A44: {
    fact: 'activity-programme-for-elders',
    values: { audience: 'elders', offer: 'activity-programme' },
    query: { fr: 'retraités', en: 'retired', ar: 'متقاعد' },
  },
  A45: {
    fact: 'negotiated-by-the-city-open-to-all',
    values: { tariff: 'negotiated-by-the-city', audience: 'everyone' },
    query: { fr: 'mutuelle', en: 'health insurance', ar: 'تأمين صحي' },
  },
  A46: {
    fact: 'people-concerned-shape-policies',
    values: { who: 'people-concerned', notably: 'seniors', role: 'draw-up-solidarity-policies' },
    query: { fr: 'conseil solidarité', en: 'solidarity council', ar: 'مجلس التضامن' },
  },
  A47: {
    fact: 'unsold-goods-of-all-markets-and-shops',
    values: { ingredients: 'unsold-goods', from: ['all-markets', 'all-shops'], aim: 'social-mix-at-table' },
    query: { fr: 'manger pas cher', en: 'cheap food', ar: 'طعام رخيص' },
  },
  A48: {
    fact: 'attached-to-the-restaurant',
    values: { attachedTo: 'restaurant-solidaire-anti-gaspi' },
    query: { fr: 'bocaux', en: 'jars', ar: 'معلبات' },
  },
  A49: {
    fact: 'built-with-state-associations-institutions',
    values: {
      partners: ['state', 'associations', 'institutions'],
      audience: ['migrants', 'climate-refugees', 'exiles'],
      priority: 'most-fragile',
    },
    query: { fr: 'réfugié', en: 'refugee', ar: 'لاجئ' },
  },
  A50: {
    fact: 'clean-vehicle-for-elders',
    values: { audience: 'elders', vehicle: 'clean' },
    query: { fr: 'porter courses', en: 'groceries', ar: 'تسوق' },
  },
  A51: {
    fact: 'help-foreigners-reach-public-services',
    values: { audience: 'foreigners', aim: 'reach-public-services' },
    query: { fr: 'traduction', en: 'translation', ar: 'ترجمة' },
  },
  A52: {
    fact: 'born-at-the-meeting-of-30-january',
    values: { origin: 'citizen-meeting', day: 30, month: 'january' },
    query: { fr: 'mot de passe', en: 'password', ar: 'كلمة سر' },
  },
  A53: {
    fact: 'built-at-quatre-chemins-by-2022',
    values: { promisedFor: 2022, where: 'quatre-chemins' },
    query: { fr: 'nouveau centre santé', en: 'new health centre', ar: 'مركز صحي جديد' },
  },
  A54: {
    fact: 'people-far-from-employment',
    values: { audience: 'far-from-employment', outOf: 'social-isolation' },
    query: { fr: 'chômage', en: 'unemployed', ar: 'بطالة' },
  },
  A55: {
    fact: 'evening-of-meal-and-small-activity',
    values: { evening: ['meal', 'small-activity'], with: 'older-people', volunteers: 'families' },
    query: { fr: 'solitude', en: 'loneliness', ar: 'وحدة' },
  },
  A56: {
    fact: 'presents-associations-and-city',
    values: { presents: ['associations-actions', 'city-actions'] },
    query: { fr: 'stands', en: 'stalls', ar: 'أجنحة' },
  },
  A57: {
    fact: 'more-effective-prevention',
    values: { aim: 'more-effective-prevention' },
    query: { fr: 'prévention', en: 'prevention', ar: 'وقاية' },
  },
  A58: {
    fact: 'five-practices-named',
    values: { practices: ['osteopathy', 'naturopathy', 'dietetics', 'sophrology', 'psychology'] },
    query: { fr: 'ostéopathe', en: 'osteopath', ar: 'تقويم العظام' },
  },
  A59: {
    fact: 'support-scheme-for-carers',
    values: { audience: 'carers', offer: 'support-scheme' },
    query: { fr: 'aidants', en: 'carers', ar: 'مقدم الرعاية' },
  },
  A60: {
    fact: 'opened-at-quatre-chemins-by-2022',
    values: { promisedFor: 2022, where: 'quatre-chemins', audience: 'seniors' },
    query: { fr: 'autonomie', en: 'independence', ar: 'استقلالية' },
  },
  A61: {
    fact: 'four-proposals-from-30-january',
    values: { day: 30, month: 'january', proposals: 4 },
    query: { fr: 'quatre propositions', en: 'four proposals', ar: 'أربعة اقتراحات' },
  },
  A62: {
    fact: 'carried-by-citizens-institutions-associations',
    values: { carriedBy: ['citizens', 'institutions', 'associations'] },
    query: { fr: 'initiative solidaire', en: 'solidarity initiative', ar: 'مبادرة تضامنية' },
  },
};
