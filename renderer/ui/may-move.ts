/** acc-9: something may move unless the visitor, or the system, asked for stillness. Style sheets ask the same two. */
function mayMove(): boolean {
  const asked = document.documentElement.dataset['motion'] === 'none';
  return !asked && matchMedia('(prefers-reduced-motion: no-preference)').matches;
}

/** How a scroll that a script begins goes there. */
export function scrollBehaviour(): ScrollBehavior {
  return mayMove() ? 'smooth' : 'instant';
}
