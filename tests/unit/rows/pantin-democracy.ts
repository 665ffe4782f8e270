import type { RowFact } from './row-fact.ts';

/** What the inventory's "rules" column says of each row, independent of the records' wording. */
export const rows: Record<string, RowFact> = {
  A01: {
    fact: 'success-measured-on-the-distant',
    values: { successMeasuredOn: 'people-far-from-politics' },
    query: { fr: 'perdu', en: 'lost', ar: 'ضائع' },
  },
  A02: {
    fact: 'three-dimensions',
    values: { dimensions: ['social', 'environmental', 'economic'] },
    query: { fr: 'monter un projet', en: 'coaching', ar: 'إطلاق مشروع' },
  },
  A03: {
    fact: 'dialogue-spaces-between-residents-and-institutions',
    values: { between: ['residents', 'institutions'], spaces: ['dialogue', 'exchange'] },
    query: { fr: 'poser question', en: 'ask the mayor', ar: 'طرح سؤال' },
  },
  A04: {
    fact: 'three-kinds-of-projects',
    values: { projects: ['civic', 'ecological', 'solidarity'] },
    query: { fr: 'fabrique', en: 'citizenship', ar: 'ورشة المواطنة' },
  },
  A05: {
    fact: 'one-entry-for-three-things',
    values: { entries: 1, offers: ['information', 'partners', 'orientation'] },
    query: { fr: 'guichet unique', en: 'front desk', ar: 'شباك واحد' },
  },
  A06: {
    fact: 'three-kinds-of-holders',
    values: { holders: ['citizens', 'associations', 'companies'] },
    query: { fr: 'trouver partenaire', en: 'find partner', ar: 'إيجاد شريك' },
  },
  A07: {
    fact: 'only-if-of-municipal-interest',
    values: { condition: 'municipal-interest' },
    query: { fr: 'vitrine', en: 'showcase', ar: 'واجهة' },
  },
  A08: {
    fact: 'no-payment-on-this-screen',
    values: { payment: false, screen: 'shared' },
    query: { fr: 'crowdfunding', en: 'crowdfunding', ar: 'تمويل' },
  },
  A09: {
    fact: 'support-to-participation-itself',
    values: { support: 'participation', audiences: ['older-people', 'fragile-people', 'distant-people'] },
    query: { fr: 'senior fragile', en: 'helper', ar: 'أجيد استعمال الشاشة' },
  },
  A10: {
    fact: 'press-age-and-channels',
    values: {
      residentsOlderThan: 9,
      channels: ['web', 'post', 'paper'],
      ballotBoxesIn: 'neighbourhood-houses',
    },
    query: { fr: 'bulletin', en: 'ballot', ar: 'تصويت' },
  },
  A11: {
    fact: 'amount-times-two-by-2026',
    values: { multiplier: 2, by: '2026' },
    query: { fr: 'doubler', en: 'double', ar: 'مضاعفة' },
  },
  A12: {
    fact: 'observatory-of-budget-commitments',
    values: { body: 'observatory', watches: 'participatory-budget-commitments' },
    query: { fr: 'observatoire', en: 'observatory', ar: 'مرصد' },
  },
  A13: {
    fact: 'all-public-space-projects',
    values: { scope: 'all-public-space-projects', examples: ['streets', 'parks'] },
    query: { fr: 'rue parc', en: 'street park', ar: 'تهيئة' },
  },
  A14: {
    fact: 'child-data-kept-to-the-minimum',
    values: { childData: 'minimised', consentBy: 'parent' },
    query: { fr: 'conseil des enfants', en: 'children council', ar: 'مجلس الأطفال' },
  },
  A15: {
    fact: 'council-for-young-people',
    values: { body: 'council', audience: 'young-people' },
    query: { fr: 'ado', en: 'teenager', ar: 'مراهق' },
  },
  A16: {
    fact: 'committee-about-cycling',
    values: { body: 'committee', topic: 'cycling' },
    query: { fr: 'vélo', en: 'bike', ar: 'الدراجات' },
  },
  A17: {
    fact: 'two-colleges-and-draw-by-lot',
    values: { colleges: 2, residentsDrawnByLot: true, parity: true, residentsMinPercent: 50 },
    query: { fr: 'tirage au sort', en: 'drawn by lot', ar: 'قرعة' },
  },
  A18: {
    fact: 'one-associations-house',
    values: { houses: 1, for: 'associations' },
    query: { fr: 'maison des associations', en: 'associations house', ar: 'دار الجمعيات' },
  },
  A19: {
    fact: 'exchange-debate-consultation-for-all',
    values: { uses: ['exchange', 'debate', 'consultation'], openTo: 'everyone' },
    query: { fr: 'maison du projet', en: 'project house', ar: 'دار المشروع' },
  },
  A20: {
    fact: 'transparency-information-archives',
    values: { aims: ['transparency', 'information', 'archives'], amount: 'maximum' },
    query: { fr: 'archives', en: 'archives', ar: 'أرشيف' },
  },
  A21: {
    fact: 'one-festive-day-every-year',
    values: {
      frequency: 'every-year',
      days: 1,
      ages: 'all',
      tasks: ['cleaning', 'green-areas', 'street-furniture-repair'],
    },
    query: { fr: 'nettoyage', en: 'clean-up', ar: 'بستنة' },
  },
  A22: {
    fact: 'needs-constraints-criteria-project',
    values: { steps: ['needs', 'shared-constraints', 'criteria-chosen-together', 'city-project'] },
    query: { fr: 'besoins du quartier', en: 'local meeting', ar: 'احتياجات الحي' },
  },
  A23: {
    fact: 'only-unoccupied-slots',
    values: {
      slots: 'unoccupied-only',
      places: ['schools', 'school-canteens', 'leisure-centres', 'holiday-centres'],
      uses: ['get-together', 'exercise', 'share'],
      mixedUses: true,
    },
    query: { fr: 'réfectoire', en: 'canteen', ar: 'مطعم مدرسي' },
  },
  A24: {
    fact: 'accessible-welcoming-attentive',
    values: { qualities: ['accessible', 'welcoming', 'attentive-to-each-situation'] },
    query: { fr: 'démarches', en: 'paperwork', ar: 'معاملة' },
  },
  A25: {
    fact: 'six-partners-walk-together',
    values: {
      partners: [
        'residents',
        'elected-members',
        'city-services',
        'territory-services',
        'landlords',
        'police',
      ],
    },
    query: { fr: 'balade', en: 'walk', ar: 'جولة' },
  },
  A26: {
    fact: 'commissions-before-council',
    values: { kinds: ['idea', 'initiative', 'project'], before: 'council', thresholdRequired: false },
    query: { fr: 'suggestion', en: 'suggestion', ar: 'عندي فكرة' },
  },
  A27: {
    fact: 'two-democracies-feed-each-other',
    values: { feedEachOther: ['participatory', 'representative'], aim: 'unite', avoid: 'divide' },
    query: { fr: 'vécu', en: 'survey', ar: 'تجربة' },
  },
  A28: {
    fact: 'proposals-keep-their-origin',
    values: { origin: 'meeting-29-30-january', keptWithProposal: true },
    query: { fr: '29 janvier', en: '29 January', ar: 'محضر' },
  },
  A29: {
    fact: 'commissions-sit-before-the-council',
    values: { order: ['commissions', 'municipal-council'] },
    query: { fr: 'délibération', en: 'councillors', ar: 'مداولة' },
  },
};
