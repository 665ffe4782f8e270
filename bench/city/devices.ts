import { createEnrolmentCode } from '../../city/hub/index.ts';
import { DEMO_SITE } from '../../scripts/lib/demo-city.ts';
import { enrolDevice, type TestDevice } from '../../tests/support/device.ts';
import { CITY } from '../sync/city.ts';
import { type Hubs } from './hubs.ts';

/** Enrols so many kiosks, as if each came from an address of its own. */
export async function enrolDevices(hubs: Hubs, count: number): Promise<TestDevice[]> {
  const { database, urls } = hubs;
  const devices: TestDevice[] = [];
  while (devices.length < count) {
    await database.query('delete from tries');
    devices.push(await enrolDevice(urls[0] ?? '', await createEnrolmentCode(database, CITY, DEMO_SITE)));
  }
  return devices;
}
