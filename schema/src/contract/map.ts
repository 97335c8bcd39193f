import { z } from 'zod';
import { IdText, KindText, PlotShape } from './common.ts';

/** Landmarks that one plot shows at most, the ones with most descendants. */
export const LANDMARKS_PER_PLOT = 3;
/** Rivers that leave the plots of one tile at most, the widest. */
export const RIVERS_PER_TILE = 512;
/** Flows of the overview at most, the greatest. */
export const FLOWS_MAX = 300;
/** Cells of the overview at most; beyond it cells cover more plots. */
export const OVERVIEW_CELLS_MAX = 4096;

export const MapPlot = PlotShape.extend({
  /** Name and handle of the owner; empty for one who has left. */
  owner: z.string(),
  handle: z.string(),
  notes: z.int().min(0),
  tint: z.int().min(0).max(15),
});
export type MapPlot = z.infer<typeof MapPlot>;

/** An agent that many creations descend from. */
export const MapLandmark = z.object({
  id: IdText,
  plot: PlotShape,
  /** Units from the plot's centre. */
  seat: z.tuple([z.int(), z.int()]),
  name: z.string(),
  kind: KindText,
  /** Index into CORD_COLOURS. */
  colour: z.int().min(0).max(15),
  /** Creations made with it, and all that was forked from those, each once. */
  descendants: z.int().min(0),
});
export type MapLandmark = z.infer<typeof MapLandmark>;

/** All cords from the notes of one plot to creations in another. */
export const MapRiver = z.object({
  from: PlotShape,
  to: PlotShape,
  cords: z.int().min(1),
  /** Index into CORD_COLOURS: of the agent with most of these cords; null when most are forks, which are graphite. */
  colour: z.int().min(0).max(15).nullable(),
});
export type MapRiver = z.infer<typeof MapRiver>;

/** GET /api/map/tiles/:x/:y, public, with an ETag: one atlas tile from afar. Rivers are told by the tile of `from`. */
export const MapTile = z.object({
  tile: PlotShape,
  plots: z.array(MapPlot),
  landmarks: z.array(MapLandmark),
  rivers: z.array(MapRiver).max(RIVERS_PER_TILE),
  /** Landmarks and rivers are being drawn anew: asked for again in a few seconds, they are newer. */
  drawing: z.literal(true).optional(),
});
export type MapTile = z.infer<typeof MapTile>;

/** All cords between two atlas tiles, both ways: what is seen of rivers from so far that plots are dots. */
export const MapFlow = z.object({ from: PlotShape, to: PlotShape, cords: z.int().min(1), colour: MapRiver.shape.colour });
export type MapFlow = z.infer<typeof MapFlow>;

/** GET /api/map, public, with an ETag: where the world is dense. */
export const MapOverview = z.object({
  /** Plots along one side of a cell, a power of two; cell 0,0 begins at plot 0,0. */
  cellPlots: z.int().min(1),
  /** Cell's x and y, plots claimed and notes pinned in it. */
  cells: z.array(z.tuple([z.int(), z.int(), z.int().min(1), z.int().min(0)])).max(OVERVIEW_CELLS_MAX),
  flows: z.array(MapFlow).max(FLOWS_MAX),
  /** Lattice rectangle that holds every claimed plot, both ends included. */
  bounds: z.object({ x0: z.int(), y0: z.int(), x1: z.int(), y1: z.int() }),
});
export type MapOverview = z.infer<typeof MapOverview>;
