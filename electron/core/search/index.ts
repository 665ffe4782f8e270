export { forgetService, indexService } from './index-services.ts';
export { search, type Question } from './search.ts';
export { Vocabulary } from './vocabulary.ts';
