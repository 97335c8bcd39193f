import { createSignal } from 'solid-js';

/** Whether the laser pencil is in hand, for fingers and for those who cannot hold a key down. */
export const [laserMode, setLaserMode] = createSignal(false);
