export { findingsIn, type Finding, type Part } from './findings.ts';
export { saysAnything, TAKEN_OUT, withoutParts } from './shorten.ts';
