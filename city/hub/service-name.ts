import { serviceSchema, type Localized } from '../../shared/model/index.ts';

/**
 * How a service is called. One that is no longer published still has requests to answer and people to tell: its short name
 * has to do.
 * @param body of its published record, if there is one
 */
export function serviceNameOf(service: string, body: string | null | undefined): Localized {
  if (body === null || body === undefined) return { original: 'fr', fr: { text: service, by: 'human' } };
  return serviceSchema.parse(JSON.parse(body)).name;
}
