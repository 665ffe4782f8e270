import {
  BellRing,
  Eye,
  Inbox,
  KeyRound,
  MailQuestionMark,
  Megaphone,
  MonitorCog,
  ScanText,
  ScrollText,
  Users,
  type LucideIcon,
} from 'lucide-react';
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
  { id: 'desks', name: 'section.desks', sign: BellRing, may: ['agent', 'administrator'] },
  { id: 'publish', name: 'section.publish', sign: Megaphone, may: ['publisher'] },
  { id: 'moderation', name: 'section.moderation', sign: ScanText, may: ['moderator'] },
  { id: 'preview', name: 'section.preview', sign: Eye, may: ['publisher'] },
  { id: 'letters', name: 'section.letters', sign: MailQuestionMark, may: ['administrator', 'auditor'] },
  { id: 'kiosks', name: 'section.kiosks', sign: MonitorCog, may: ['administrator', 'auditor'] },
  { id: 'accounts', name: 'section.accounts', sign: Users, may: ['administrator'] },
  { id: 'journal', name: 'section.journal', sign: ScrollText, may: ['auditor'] },
  { id: 'keys', name: 'section.keys', sign: KeyRound, may: ['administrator', 'auditor'] },
] as const satisfies Section[];

/** Everybody's own account, behind their name: whoever has no role has a password all the same. */
export const OWN_ACCOUNT = 'account';

export type SectionId = (typeof SECTIONS)[number]['id'] | typeof OWN_ACCOUNT;

export function sectionsFor({ grants }: { grants: readonly Grant[] }): readonly (typeof SECTIONS)[number][] {
  return SECTIONS.filter(({ may }) => hasRole(grants, may));
}

/** What follows a question mark belongs to the section itself. */
function namedSection(): string {
  return location.hash.slice(1).split('?')[0] ?? '';
}

/** The section that the address names, or the first one; the browser's own Back goes to the one before. */
export function useSection(agent: Agent): SectionId | undefined {
  const [named, setNamed] = useState(namedSection);
  useEffect(() => {
    const follow = () => setNamed(namedSection());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  if (named === OWN_ACCOUNT) return OWN_ACCOUNT;
  const sections = sectionsFor(agent);
  return (sections.find(({ id }) => named === id) ?? sections[0])?.id;
}
