import { Inbox, Mail, MessageSquareText, MonitorCog, Phone, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Agent, type Grant, hasRole, type Role } from '../../shared/contract/index.ts';
import { type MessageKey } from './words/index.ts';

export interface Section {
  /** What stands behind the # of the address. */
  id: string;
  name: MessageKey;
  sign: LucideIcon;
  may: readonly Role[];
}

/** The parts of the console, in the order in which a day needs them. Each is seen by those alone who may work in it. */
export const SECTIONS = [
  { id: 'requests', name: 'section.requests', sign: Inbox, may: ['agent'] },
  { id: 'callbacks', name: 'section.callbacks', sign: Phone, may: ['agent'] },
  { id: 'kiosks', name: 'section.kiosks', sign: MonitorCog, may: ['administrator', 'auditor'] },
  {
    id: 'templates',
    name: 'section.templates',
    sign: MessageSquareText,
    may: ['publisher', 'administrator'],
  },
  { id: 'digest', name: 'section.digest', sign: Mail, may: ['agent', 'administrator'] },
] as const satisfies Section[];

export type SectionId = (typeof SECTIONS)[number]['id'];

export function sectionsFor({ grants }: { grants: readonly Grant[] }): readonly (typeof SECTIONS)[number][] {
  return SECTIONS.filter(({ may }) => hasRole(grants, may));
}

/** The section that the address names, or the first one; the browser's own Back goes to the one before. */
export function useSection(agent: Agent): SectionId | undefined {
  const [named, setNamed] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const follow = () => setNamed(location.hash.slice(1));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const sections = sectionsFor(agent);
  return (sections.find(({ id }) => named === id) ?? sections[0])?.id;
}
