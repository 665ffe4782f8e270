import { type ComponentType } from 'react';
import { type ServiceKey } from '../../shared/contract/index.ts';

/** The screens of the capabilities, given from outside so that neither side imports the other's inside. */
export interface CapabilityScreens {
  proposal: ComponentType<{ service: ServiceKey }>;
  receipt: ComponentType;
}
