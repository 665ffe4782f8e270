export { forgetService, forgetServices, indexService } from './index-services.ts';
export { search } from './search.ts';
export { Vocabulary } from './vocabulary.ts';
