import { type CityTemplate } from './city.ts';
import { type Plan, type Step } from './steps.ts';
import { takeStep } from './taking.ts';
import { World, type WorldOptions } from './world.ts';

export async function takeSteps(world: World, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await takeStep(world, step);
    await world.look();
  }
}

/** Runs a whole plan in a world of its own, to its rest. */
export async function runPlan(template: CityTemplate, plan: Plan, options: WorldOptions = {}): Promise<void> {
  const world = await World.create(template, plan, options);
  try {
    await takeSteps(world, plan.steps);
    await world.comeToRest();
    if (options.withFreshKiosk) await world.compareWithFreshKiosk();
  } finally {
    await world.remove();
  }
}
