export { findingsIn, type Finding, type Part } from './findings.ts';
export { saysAnything, withoutParts } from './shorten.ts';
