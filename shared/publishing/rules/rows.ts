import { parseJson } from '../../json/index.ts';
import { type Fact } from '../../model/index.ts';

/** What the text of a source lays down for one row of the inventory of services. */
export interface RowRule {
  /** The fact that the service's record has to keep, and what it says in a form that can be compared. */
  fact?: { id: string; values: NonNullable<Fact['values']> };
  /** The date of the promise, as the source gives it. */
  promisedFor?: string;
  /** Nothing about health or a hard time is typed on a screen in a hall. */
  asksNoWords?: true;
}

/** By the row that a service names as its own. A rule that no record can break stands nowhere here. */
export const ROW_RULES: Record<string, RowRule> = {
  A05: {
    fact: {
      id: 'one-entry-for-three-things',
      values: { entries: 1, offers: ['information', 'partners', 'orientation'] },
    },
  },
  A07: { fact: { id: 'only-if-of-municipal-interest', values: { condition: 'municipal-interest' } } },
  A08: { fact: { id: 'no-payment-on-this-screen', values: { payment: false, screen: 'shared' } } },
  A10: {
    fact: {
      id: 'no-age-or-ballot-rule-in-the-text',
      values: { ageInText: 'none', ballotRuleInText: 'none' },
    },
  },
  A11: {
    fact: { id: 'amount-times-two-by-2026', values: { multiplier: 2, by: '2026' } },
    promisedFor: '2026',
  },
  A21: {
    fact: {
      id: 'one-festive-day-every-year',
      values: {
        frequency: 'every-year',
        days: 1,
        ages: 'all',
        tasks: ['cleaning', 'green-areas', 'street-furniture-repair'],
      },
    },
  },
  A22: {
    fact: {
      id: 'needs-constraints-criteria-project',
      values: { steps: ['needs', 'shared-constraints', 'criteria-chosen-together', 'city-project'] },
    },
  },
  A23: {
    fact: {
      id: 'only-unoccupied-slots',
      values: {
        slots: 'unoccupied-only',
        places: ['schools', 'school-canteens', 'leisure-centres', 'holiday-centres'],
        uses: ['get-together', 'exercise', 'share'],
        mixedUses: true,
      },
    },
  },
  A25: {
    fact: {
      id: 'six-partners-walk-together',
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
    },
  },
  A26: {
    fact: {
      id: 'commissions-before-council',
      values: { kinds: ['idea', 'initiative', 'project'], before: 'council', thresholdRequired: false },
    },
  },
  A27: {
    fact: {
      id: 'two-democracies-feed-each-other',
      values: { feedEachOther: ['participatory', 'representative'], aim: 'unite', avoid: 'divide' },
    },
  },
  A28: {
    fact: {
      id: 'proposals-keep-their-origin',
      values: { origin: 'meeting-29-30-january', keptWithProposal: true },
    },
  },
  A29: {
    fact: {
      id: 'commissions-sit-before-the-council',
      values: { order: ['commissions', 'municipal-council'] },
    },
  },
  A30: {
    fact: {
      id: 'simple-tool-home-or-public-buildings',
      values: { tool: 'simple', where: ['home', 'public-buildings'] },
    },
  },
  A37: {
    fact: {
      id: 'local-companies-for-the-youngest',
      values: { offeredBy: 'local-companies', audience: 'youngest' },
    },
  },
  A38: { fact: { id: 'one-agenda-for-all', values: { agendas: 1, organisers: ['associations', 'city'] } } },
  A41: {
    fact: { id: 'no-health-detail-on-screen', values: { healthDetail: 'never-typed', screen: 'shared' } },
    asksNoWords: true,
  },
  A42: { asksNoWords: true },
  A47: {
    fact: {
      id: 'unsold-goods-of-all-markets-and-shops',
      values: { ingredients: 'unsold-goods', from: ['all-markets', 'all-shops'], aim: 'social-mix-at-table' },
    },
  },
  A53: {
    fact: { id: 'built-at-quatre-chemins-by-2022', values: { promisedFor: 2022, where: 'quatre-chemins' } },
    promisedFor: '2022',
  },
  A60: {
    fact: {
      id: 'opened-at-quatre-chemins-by-2022',
      values: { promisedFor: 2022, where: 'quatre-chemins', audience: 'seniors' },
    },
    promisedFor: '2022',
  },
  A63: {
    fact: {
      id: 'one-project-with-an-end',
      values: {
        projects: 1,
        required: ['fixed-duration', 'precise-project', 'objective', 'planned-evaluation'],
      },
    },
  },
  A64: {
    fact: { id: 'same-rules-larger-scale', values: { sameRulesAs: 'neighbourhood-workshop', scale: 'city' } },
  },
  A65: {
    fact: {
      id: 'five-phases',
      values: { phases: ['communication', 'information', 'debate', 'recommendations', 'presentation'] },
    },
  },
  A66: {
    fact: { id: 'training-before-debate', values: { before: 'debate', for: 'complex-technical-questions' } },
  },
  A68: { fact: { id: 'output-of-every-workshop', values: { outputOf: 'every-workshop', after: 'debate' } } },
  A69: {
    fact: {
      id: 'hearing-before-council',
      values: { before: 'council', audience: ['elected-officials', 'city-technicians'] },
    },
  },
  A70: { fact: { id: 'evaluation-for-each-workshop', values: { requiredFor: 'each-workshop' } } },
  A71: {
    fact: {
      id: 'citizens-take-part-upstream',
      values: { before: 'council', party: 'citizens', about: 'one-precise-project' },
    },
  },
  A72: { fact: { id: 'permanent-body', values: { permanent: true, body: 'neighbourhood-council' } } },
  A73: { fact: { id: 'permanent-body', values: { permanent: true, body: 'citizens-council' } } },
  A74: { fact: { id: 'permanent-body', values: { permanent: true, body: 'foreign-residents-council' } } },
  A75: { fact: { id: 'permanent-body', values: { permanent: true, body: 'youth-council' } } },
  A76: { fact: { id: 'permanent-body', values: { permanent: true, body: 'development-council' } } },
  A96: {
    fact: {
      id: 'steps-with-consultable-deliverables',
      values: { steps: 4, eachStepHas: ['consultable-deliverable', 'start', 'end'] },
    },
  },
  A99: {
    fact: {
      id: 'twenty-councils-in-nine-cities',
      values: { councils: 20, cities: 9, territory: 'several-cities' },
    },
  },
  A100: {
    fact: {
      id: 'associated-with-thinking-and-decision',
      values: { associatedWith: ['thinking', 'decision'], onlyTargetPublic: false },
    },
  },
  A102: {
    fact: {
      id: 'one-referent-per-theme',
      values: { themes: 6, referentsPerTheme: 1, where: 'each-council' },
    },
  },
  A106: {
    fact: { id: 'four-sessions-of-two-hours', values: { sessions: 4, hoursEach: 2, where: 'each-council' } },
  },
  A107: {
    fact: {
      id: 'four-needs',
      values: { count: 4, needs: ['each-other', 'schemes', 'actors-and-partners', 'local-resources'] },
    },
  },
  A108: {
    fact: {
      id: 'six-demands',
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
    },
  },
  A110: {
    fact: {
      id: 'councils-invite-themselves',
      values: {
        chosenBy: 'councillors',
        roles: ['participant', 'observer'],
        information: ['files', 'dates'],
      },
    },
  },
  A111: {
    fact: {
      id: 'political-meetings-in-the-evening',
      values: { politicalMeetings: 'evening', purpose: 'presence-of-councillors' },
    },
  },
  A112: {
    fact: {
      id: 'six-referents-planned-but-hard-to-keep',
      values: { plannedPerCouncil: 6, perTheme: 1, keptInPractice: false, present: 'those-available' },
    },
  },
};

/** The row that a service's text names. */
export function rowOf(service: string | undefined): string | undefined {
  const content = service === undefined ? undefined : parseJson(service);
  const row = (content as { row?: unknown } | null | undefined)?.row;
  return typeof row === 'string' ? row : undefined;
}
