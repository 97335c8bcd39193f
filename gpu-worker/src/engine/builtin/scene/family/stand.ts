/** Where a thing stands on the table: its foot in pixels, and its unit, a tenth of the frame for a main thing. */
export type Stand = { readonly x: number; readonly y: number; readonly u: number };
