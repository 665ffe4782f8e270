import { templateProblem } from '../../../shared/contract/index.ts';
import { err, ok } from '../../../shared/result/index.ts';
import { dayInTheCity } from '../day.ts';
import { guarded } from './base.ts';
import { listServices, listTemplates, saveTemplate } from './templates.ts';

export const templateCalls = {
  list: guarded.templates.list.handler(async ({ context: { database, agent } }) =>
    ok({
      templates: await listTemplates(database, agent.tenant),
      services: await listServices(database, agent.tenant),
    }),
  ),

  save: guarded.templates.save.handler(async ({ input, context: { database, agent, now } }) => {
    const wrong = templateProblem(input);
    if (wrong !== undefined) return err(wrong.problem);
    const saved = await saveTemplate(database, agent, input, dayInTheCity(now()));
    return saved === undefined ? err('not-allowed') : ok(saved);
  }),
};
