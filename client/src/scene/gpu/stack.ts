import { Container } from 'pixi.js';

/** The containers of one stack of sheets, bottom first. Drags have a second stack above the board's. */
export interface Stack {
  readonly pencil: Container;
  readonly graffiti: Container;
  readonly ghosts: Container;
  /** Strings that give way to the notes. */
  readonly under: Container;
  readonly notes: Container;
  readonly shadows: Container;
  readonly cords: Container;
  readonly text: Container;
  readonly tags: Container;
  readonly pins: Container;
}

function sheet(parent: Container): Container {
  const container = new Container();
  container.eventMode = 'none';
  parent.addChild(container);
  return container;
}

/** Plots' names: sprayed on the paper, or over everything. */
export function raiseNames(stack: Stack, above: boolean): void {
  const parent = stack.graffiti.parent;
  if (parent === null) return;
  const now = parent.getChildIndex(stack.graffiti);
  const wanted = above ? parent.getChildIndex(stack.pins) : parent.getChildIndex(stack.pencil) + 1;
  if (now !== wanted) parent.setChildIndex(stack.graffiti, wanted);
}

export function createStack(parent: Container): Stack {
  return {
    pencil: sheet(parent),
    graffiti: sheet(parent),
    ghosts: sheet(parent),
    under: sheet(parent),
    notes: sheet(parent),
    shadows: sheet(parent),
    cords: sheet(parent),
    text: sheet(parent),
    tags: sheet(parent),
    pins: sheet(parent),
  };
}
