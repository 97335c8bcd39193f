import {
  coordCenter,
  coordGreedy,
  coordSimplex,
  decrossDfs,
  decrossTwoLayer,
  graph,
  layeringLongestPath,
  layeringSimplex,
  sugiyama,
  twolayerAgg,
  type MutGraphNode,
} from 'd3-dag';

/** What the worker is asked: nodes are numbers from 0, edges go from parent to child. */
export type TreeShape = { readonly nodes: number; readonly edges: readonly (readonly [number, number])[] };

/** Where each paper's middle is: x and y in turns, in units of the drawing. Generations run from left to right. */
export type TreePlaces = Float64Array;

export const PAPER = { width: 190, height: 70 } as const;
const GAP = { across: 92, down: 16 } as const;

/** Up to so many nodes the better ways of drawing answer within a second; 5,000 take a third of that the quick way. */
const FINE = 120;
const FAIR = 1200;
/** Edges for each node up to which a family is nearly a tree, and its children can stand beside their parents. */
const TREE_LIKE = 1.02;

/** Lays a family out in layers. Takes up to a second for thousands of nodes: call it in a worker. */
export function layOutTree({ nodes, edges }: TreeShape): TreePlaces {
  const places = new Float64Array(nodes * 2);
  const dag = graph<number, undefined>();
  const made: MutGraphNode<number, undefined>[] = Array.from({ length: nodes }, (_, index) => dag.node(index));
  for (const [parent, child] of edges) {
    const [from, to] = [made[parent], made[child]];
    if (from !== undefined && to !== undefined && from !== to) dag.link(from, to);
  }
  const way = sugiyama().nodeSize([PAPER.height, PAPER.width]).gap([GAP.down, GAP.across]);
  if (nodes <= FINE) way.layering(layeringSimplex()).decross(decrossTwoLayer().order(twolayerAgg())).coord(coordSimplex())(dag);
  else if (nodes <= FAIR)
    way.layering(layeringLongestPath()).decross(decrossTwoLayer().order(twolayerAgg()).passes(4)).coord(coordGreedy())(dag);
  else {
    const quick = way.layering(layeringLongestPath()).decross(decrossDfs());
    if (edges.length <= nodes * TREE_LIKE) quick.coord(coordGreedy())(dag);
    else quick.coord(coordCenter())(dag);
  }
  for (const node of dag.nodes()) {
    places[node.data * 2] = node.y;
    places[node.data * 2 + 1] = node.x;
  }
  return places;
}
