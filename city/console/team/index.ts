export { AbsenceButton } from './absence.tsx';
export { Doubles, numberOf } from './doubles.tsx';
export { TeamBar } from './team-bar.tsx';
export { useAttendance } from './use-attendance.ts';
