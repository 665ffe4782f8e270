import { readdirSync, readFileSync } from 'node:fs';

/** The process's own share of memory in MiB (PSS: pages shared by n processes count as 1/n), on Linux. */
export function shareOfMemory(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
}

/** A process with everything that it started, and that those started. */
export function descendantsOf(pid: number): number[] {
  const parents = parentsOfAll();
  const descend = (parent: number): number[] => [
    parent,
    ...[...parents].filter(([, above]) => above === parent).flatMap(([child]) => descend(child)),
  ];
  return descend(pid);
}

function parentsOfAll(): Map<number, number> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return new Map(
    pids.flatMap((pid) => {
      const parent = /^PPid:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/status`))?.[1];
      return parent === undefined ? [] : [[pid, Number(parent)] as const];
    }),
  );
}

/** Processes end while one looks. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** What a process was started as, for people. */
export function nameOf(pid: number): string {
  const words = readIfThere(`/proc/${pid}/cmdline`).split(/[\0 ]/).filter(Boolean);
  const type = words.find((word) => word.startsWith('--type='))?.slice('--type='.length);
  const kind = words
    .find((word) => word.startsWith('--utility-sub-type='))
    ?.slice('--utility-sub-type='.length);
  return kind ?? type ?? words[0]?.split('/').at(-1) ?? String(pid);
}
