import { Container } from 'pixi.js';
import { Board } from './board.ts';
import { Camera } from './camera.ts';
import { cordX, cordY } from './cord-curve.ts';
import { CursorLayer } from './cursors.ts';
import { LaserLayer } from './laser-layer.ts';
import { detailFor } from './detail.ts';
import { Emphasis } from './emphasis.ts';
import { FloatingOrigin } from './floating-origin.ts';
import { loadFonts } from './fonts.ts';
import { FrameLoop } from './frame-loop.ts';
import { DrawCount } from './gpu/draw-count.ts';
import { Materials } from './gpu/materials.ts';
import { createSceneUniforms } from './gpu/scene-uniforms.ts';
import { createStack, raiseNames } from './gpu/stack.ts';
import { listenToHand } from './hand/hand-input.ts';
import { hitTest } from './hit-test.ts';
import { Lasso } from './lasso.ts';
import { LightSheet } from './light/light-sheet.ts';
import { Lights } from './light/lights.ts';
import { MapBook } from './map/map-book.ts';
import { MapScene } from './map/map-scene.ts';
import { noisePixels, noiseTexture } from './noise-texture.ts';
import { isAbove } from './note-state.ts';
import { PaperSheet } from './paper/paper-sheet.ts';
import { PictureAtlas } from './picture-atlas.ts';
import { pinX, pinY } from './pin-place.ts';
import { PictureQuality } from './quality/picture-quality.ts';
import { Sectors } from './sectors.ts';
import { PAST_PLOTS } from './shader/paper.ts';
import { createStage } from './stage.ts';
import { GlyphAtlas } from './text/glyph-atlas.ts';
import { crowding, faintness } from './string-crowd.ts';
import { TextDesk } from './text/text-desk.ts';
import type { BoardScene, BoardSceneOptions, SceneHit } from './types.ts';
import { passOverView } from './view-pass.ts';
import { WallScene } from './wall/wall-scene.ts';
import { WaveTexture } from './wave-texture.ts';
import { listenToWheel } from './wheel-input.ts';
import type { NoteState } from './state.ts';

/** The view pass runs at most this often while the camera moves. */
const VIEW_PASS_MS = 110;
/** A deterministic scene tells the time by its frames. */
const STILL_FRAME_MS = 1000 / 60;
/** A breath of pencil on ghosts needs no 60 frames a second. */
const GHOST_FRAME_MS = 50;

/**
 * Draws the board on a canvas inside `host`, which must be positioned and have a size; it follows
 * the host's size. Resolves when fonts and materials are ready. The host's pointers pan and pinch;
 * everything else is told through the answer.
 */
export async function createBoardScene(host: HTMLElement, options: BoardSceneOptions = {}): Promise<BoardScene> {
  const deterministic = options.deterministic === true;
  const [stage] = await Promise.all([createStage(host, { resolution: options.resolution, deterministic }), loadFonts()]);
  const { renderer, sheet, canvas } = stage;
  const atlas = new GlyphAtlas();
  const waves = new WaveTexture();
  const uniforms = createSceneUniforms();
  const pixels = noisePixels(options.seed ?? 7);
  const noise = noiseTexture(pixels);
  const origin = new FloatingOrigin();

  let frames = 0;
  let drawCalls = 0;
  let jsMs = 0;
  let jsMsMean = 0;
  let uploadBytes = 0;
  let seconds = 0;
  let lastPass = -Infinity;
  let respray = 0;
  let ghostsInView = false;
  let namesAbove = false;
  let ghostTimer: ReturnType<typeof setTimeout> | undefined;
  let destroyed = false;

  const loop = new FrameLoop(frame, deterministic);
  const invalidate = (): void => loop.ask();
  const wanted = options.quality ?? 'auto';
  const quality = new PictureQuality(deterministic && wanted === 'auto' ? 'full' : wanted, renderer.resolution, invalidate);
  const pictures = new PictureAtlas(deterministic ? 1 : 6, (note) => board.touch(note), invalidate);
  const [small, medium, large] = pictures.sources;
  const materials = new Materials(uniforms, {
    noise,
    small,
    medium,
    large,
    peaks: waves.source,
    glyphs: atlas.fieldSource,
    emoji: atlas.emojiSource,
  });
  const paper = new PaperSheet(uniforms, noise, pixels);
  stage.ground.addChild(paper.mesh);
  const afar = new Container();
  const notes = new Container();
  const wallPlace = new Container();
  sheet.addChild(afar, wallPlace, notes);
  const sheets = createStack(notes);
  const above = createStack(notes);
  const draws = new DrawCount(renderer);
  const sectors = new Sectors(materials, sheets, above, origin);
  const board = new Board({ sectors, atlas, waves, invalidate });
  const text = new TextDesk(atlas, (note) => board.covering(note));
  board.attach(text, pictures);
  const emphasis = new Emphasis(board, text);
  const lasso = new Lasso(
    (near) => sectors.openAbove(near),
    (sheet) => sectors.closeAbove(sheet),
  );
  const camera = new Camera(sheet, origin, invalidate);
  const hasRegion = (key: string): boolean => board.regions.has(key);
  const map = new MapBook(hasRegion);
  const mapScene = new MapScene({
    book: map,
    host: afar,
    origin,
    uniforms,
    textures: { noise, glyphs: atlas.fieldSource, emoji: atlas.emojiSource },
    atlas,
    hasRegion,
  });
  const wall = new WallScene({ host: wallPlace, origin, invalidate });
  const lightSheet = new LightSheet(notes, uniforms);
  const lights = new Lights({ cord: (id) => board.cords.get(id), note: (id) => board.notes.get(id) }, lightSheet);
  const lasers = new LaserLayer(host, camera);
  const cursors = new CursorLayer(host, camera);
  const stopWheel = listenToWheel(canvas, camera);
  const hand = listenToHand(canvas, camera, () => !reducedMotion && !deterministic);

  function setReducedMotion(reduced: boolean): void {
    camera.reducedMotion = reduced || deterministic;
    board.cords.reducedMotion = reduced || deterministic;
    cursors.reducedMotion = reduced || deterministic;
    lights.reducedMotion = reduced;
  }

  let reducedMotion = options.reducedMotion === true;
  setReducedMotion(reducedMotion);
  uniforms.uniforms.uDark = options.theme === 'dark' ? 1 : 0;
  wall.setTheme(options.theme === 'dark');

  function writeUniforms(): number {
    const u = uniforms.uniforms;
    const px = camera.zoom * renderer.resolution;
    const { width, height } = renderer.screen;
    u.uCamera[0] = sheet.x;
    u.uCamera[1] = sheet.y;
    u.uCamera[2] = camera.zoom;
    u.uScreen[0] = width;
    u.uScreen[1] = height;
    u.uPx = px;
    u.uSheen = (((camera.x * camera.zoom) / width) * 0.25 + ((camera.y * camera.zoom) / height) * 0.18) % 20;
    u.uTime = seconds % 1000;
    u.uCrowd = crowding(board.cords.size, board.regions.size);
    u.uFaint = faintness(u.uCrowd);
    paper.show(quality.plain, writePast() > 0);
    uniforms.update();
    return px;
  }

  /** The sheets of tracing paper under the plots that are shown as they were; answers how many. */
  function writePast(): number {
    const { uPastPlots: plots, uPastShares: shares } = uniforms.uniforms;
    let shown = 0;
    shares.fill(0);
    for (const region of board.regions.values()) {
      if (region.past === 0 || shown >= PAST_PLOTS) continue;
      plots[shown * 4] = region.x - origin.x;
      plots[shown * 4 + 1] = region.y - origin.y;
      plots[shown * 4 + 2] = region.reachX;
      plots[shown * 4 + 3] = region.reachY;
      shares[shown++] = region.past;
    }
    return shown;
  }

  function frame(elapsed: number, continuous: boolean, waited: number): boolean {
    if (destroyed || renderer.context.isLost) return false;
    const began = performance.now();
    if (!deterministic) seconds += elapsed / 1000;
    let moving = camera.step(deterministic ? 0 : elapsed);
    if (board.motion.step(deterministic || reducedMotion ? 1e6 : elapsed)) moving = true;
    if (!deterministic && board.cords.step(elapsed / 1000)) moving = true;
    if (board.past.step(deterministic || reducedMotion ? 1e6 : elapsed)) moving = true;
    const { moved, rebased } = camera.settle();
    // What arrives is drawn frame after frame, as a movement is.
    const lively = moved || moving || board.viewStale;
    stage.setResolution(quality.resolution);
    if (moved) {
      cursors.follow();
      lasers.follow();
    }
    if (rebased) sectors.rebase();
    board.flush();
    const still = deterministic;
    const place = { view: camera.visibleRect(), zoom: camera.zoom, moving: lively };
    if (lights.step(elapsed, { ...place, middle: camera }, origin)) moving = true;
    if (mapScene.step({ ...place, ms: elapsed, now: began, atOnce: still || reducedMotion, still })) moving = true;
    notes.visible = mapScene.share < 1;
    uniforms.uniforms.uNotes = 1 - mapScene.share;
    const px = writeUniforms();
    if (!notes.visible) board.viewStale = false;
    else if (moved || board.viewStale) {
      sectors.cull(place.view);
      // A hand moves the view frame by frame too: what is in view is then found anew now and then alone.
      const settledView = !moved && !moving && !continuous;
      const clock = deterministic ? frames * STILL_FRAME_MS : began;
      if (settledView || clock - lastPass > VIEW_PASS_MS) {
        lastPass = clock;
        passOverView({ board, camera, sectors, text, pictures }, px);
        ghostsInView = [...sectors.all()].some((sector) => sector.visible && sector.ghosts.pages.some((page) => page.count > 0));
        board.viewStale = false;
      } else {
        board.viewStale = true;
        moving = true;
      }
    }
    const detail = detailFor(px);
    materials.setDetail(detail.far, detail.segments, quality.plain || detail.plain);
    if (detail.namesAbove !== namesAbove) {
      namesAbove = detail.namesAbove;
      raiseNames(sheets, namesAbove);
    }
    for (const stack of [sheets, above]) {
      stack.pins.visible = detail.pins;
      // What lies flat under the notes throws no shadow.
      stack.shadows.visible = detail.shadows && uniforms.uniforms.uCrowd < 1;
      stack.under.visible = uniforms.uniforms.uCrowd > 0;
      stack.text.visible = detail.text;
      stack.tags.visible = detail.text;
    }
    if (wall.step(place.view, px, lively)) moving = true;
    if (text.work((note) => note.sector.visible, deterministic)) moving = true;
    if (board.tags.work(px, deterministic)) moving = true;
    if (respray !== atlas.generation) {
      respray = atlas.generation;
      board.respray();
      moving = true;
    }
    uploadBytes = pictures.flush(renderer);
    board.flush();
    uploadBytes += mapScene.flush() + sectors.flush(renderer) + atlas.flush(renderer) + waves.flush(renderer);
    stage.render();
    jsMs = performance.now() - began;
    jsMsMean += (jsMs - jsMsMean) / Math.min(60, frames + 1);
    frames++;
    drawCalls = draws.take();
    if (lively) quality.moved(waited);
    if (ghostsInView && !moving && !reducedMotion && !deterministic) breatheLater();
    return moving;
  }

  function breatheLater(): void {
    clearTimeout(ghostTimer);
    ghostTimer = setTimeout(invalidate, GHOST_FRAME_MS);
  }

  const onRestored = (): void => {
    pictures.lost();
    board.viewStale = true;
    invalidate();
  };
  canvas.addEventListener('webglcontextrestored', onRestored);
  const sizes = new ResizeObserver(() => {
    if (destroyed) return;
    stage.resize();
    camera.resize(renderer.screen.width, renderer.screen.height);
    board.viewStale = true;
    // Drawn at once: a resized canvas is blank until it is.
    loop.now();
  });
  sizes.observe(host);
  camera.resize(renderer.screen.width, renderer.screen.height);
  camera.moveTo({ x: 0, y: 0, zoom: 1 });

  const noteOf = (id: string): NoteState | undefined => board.notes.get(id);
  const idle = (): boolean => pictures.pending === 0 && text.pending === 0 && !board.viewStale && wall.pending === 0;

  return {
    camera,
    canvas,
    upsertClaim(claim) {
      map.upsertClaim(claim);
      invalidate();
    },
    removeClaim(key) {
      map.removeClaim(key);
      invalidate();
    },
    upsertRiver(river) {
      map.upsertRiver(river);
      invalidate();
    },
    removeRiver(id) {
      map.removeRiver(id);
      invalidate();
    },
    setFlows(flows) {
      map.setFlows(flows);
      invalidate();
    },
    upsertLandmark(landmark) {
      map.upsertLandmark(landmark);
      invalidate();
    },
    removeLandmark(id) {
      map.removeLandmark(id);
      invalidate();
    },
    setWall: (next) => wall.set(next),
    dimWall: (creations) => wall.dim(creations),
    wallRect: () => wall.sheet,
    upsertRegion: (region) => board.upsertRegion(region),
    removeRegion: (key) => board.removeRegion(key),
    upsertNote(regionKey, view) {
      board.upsertNote(regionKey, view);
      const note = noteOf(view.id);
      if (note !== undefined) emphasis.note(note);
    },
    moveNote(id, x, y, rot) {
      const note = noteOf(id);
      if (note === undefined) return;
      board.motion.stopGlide(note);
      board.moveNote(note, x, y, rot);
    },
    glideNote(id, x, y, rot) {
      const note = noteOf(id);
      if (note === undefined) return;
      if (reducedMotion || deterministic) board.moveNote(note, x, y, rot);
      else board.motion.glide(note, x, y, rot);
      invalidate();
    },
    setLifted(ids) {
      board.setLifted(ids);
      invalidate();
    },
    landNote(id) {
      const note = noteOf(id);
      if (note !== undefined && !reducedMotion) board.motion.land(note);
    },
    removeNote: (id) => board.removeNote(id),
    crumpleNote(id) {
      const note = noteOf(id);
      if (note === undefined) return;
      if (reducedMotion || deterministic) board.removeNote(id);
      else board.crumple(note);
    },
    noteCount: () => board.notes.size,
    upsertCord(cord) {
      board.cords.upsert(cord);
      emphasis.cord(cord.id);
    },
    removeCord: (id) => board.cords.remove(id),
    holdCordEnd: (held) => board.cords.hold(held),
    holdLooseCord(held) {
      board.cords.hang(held);
      emphasis.setTarget(held?.target ?? null);
    },
    setLasso(rect) {
      lasso.set(rect, camera.zoom);
      invalidate();
    },
    setPast(regionKey, past) {
      const region = board.regions.get(regionKey);
      if (region !== undefined) board.past.set(region, past);
      invalidate();
    },
    runLight(ways) {
      if (deterministic || camera.isMap) return;
      lights.run(ways);
      invalidate();
    },
    setCursors: (list) => cursors.set(list),
    setLasers: (list) => lasers.set(list),
    setFilter: (filter) => emphasis.setFilter(filter),
    setSelection: (ids) => emphasis.setSelection(ids),
    setHover(id) {
      emphasis.setHover(id);
      wall.setHover(id);
    },
    setTheme(theme) {
      uniforms.uniforms.uDark = theme === 'dark' ? 1 : 0;
      wall.setTheme(theme === 'dark');
      invalidate();
    },
    setReducedMotion(reduced) {
      reducedMotion = reduced;
      setReducedMotion(reduced);
    },
    hitTest(point, { coarse = false } = {}) {
      const pointer = coarse ? 'coarse' : 'fine';
      const onWall = wall.under(point, camera.zoom);
      const framed: SceneHit | null = onWall === undefined ? null : { type: 'wall', id: onWall };
      if (camera.isMap) return framed ?? mapScene.hit(point, camera.zoom, pointer);
      board.flush();
      return hitTest(board, point, camera.zoom, pointer) ?? framed ?? mapScene.hitSketch(point);
    },
    notesIn(rect) {
      if (camera.isMap) return [];
      board.flush();
      const found: NoteState[] = [];
      board.notesIn(rect, (note) => found.push(note));
      return found.sort((a, b) => (isAbove(a, b) ? 1 : -1)).map((note) => note.id);
    },
    noteAt(id) {
      const note = noteOf(id);
      return note === undefined ? null : { x: note.x, y: note.y, rot: note.rot, size: note.size };
    },
    pinOf(id) {
      const note = noteOf(id);
      return note === undefined
        ? null
        : { x: pinX(note.x, note.size, note.rot, note.seed), y: pinY(note.y, note.size, note.rot, note.seed) };
    },
    cordPoint(id, t) {
      board.flush();
      const cord = board.cords.get(id);
      return cord === undefined || cord.run === null ? null : { x: cordX(cord, t), y: cordY(cord, t) };
    },
    setPanEnabled: (enabled) => hand.turn(enabled),
    invalidate,
    renderNow: () => loop.now(),
    async settled(timeoutMs = 10_000) {
      const until = performance.now() + timeoutMs;
      do {
        board.viewStale = true;
        if (deterministic) loop.now();
        else invalidate();
        await aFrame();
        // Without a clock nothing changes while pictures come: drawing meanwhile would only keep the GPU busy.
        if (deterministic) while (pictures.coming > 0 && performance.now() < until) await aFrame();
      } while (!idle() && performance.now() < until);
      loop.now();
    },
    stats: () => ({
      drawCalls,
      jsMs,
      jsMsMean,
      uploadBytes,
      notes: board.notes.size,
      cords: board.cords.size,
      glyphs: text.glyphs,
      frames,
      picturesPending: pictures.pending,
      resolution: renderer.resolution,
      quality: quality.paper,
      lights: lights.begun,
    }),
    destroy() {
      if (destroyed) return;
      destroyed = true;
      loop.close();
      quality.close();
      clearTimeout(ghostTimer);
      sizes.disconnect();
      stopWheel();
      hand.destroy();
      canvas.removeEventListener('webglcontextrestored', onRestored);
      camera.interrupt();
      cursors.destroy();
      lasers.destroy();
      sectors.destroy();
      mapScene.destroy();
      wall.destroy();
      lightSheet.destroy();
      stage.destroy();
      materials.destroy();
      paper.destroy();
      pictures.destroy();
    },
  };
}

function aFrame(): Promise<void> {
  return new Promise((next) => setTimeout(next, 16));
}
