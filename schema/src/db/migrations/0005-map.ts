import { sql, type Kysely } from 'kysely';

/** What the map tells from afar: the agents with most descendants, and the cords that leave each plot, drawn a tile at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** A creation that anybody may see on the board. */
const SHOWN = `state = 'done' and visibility <> 'private' and hidden_at is null and deleted_at is null and plot_x is not null`;

const STATEMENTS = [
  // Lineage is walked from the indexes alone: creations and steps are wide rows.
  `create index creation_shown on creation(id) include (plot_x, plot_y, author_id) where ${SHOWN}`,
  `create index creation_shown_plot on creation(plot_x, plot_y) include (id, author_id) where ${SHOWN}`,
  `create index creation_step_made on creation_step(agent_version_id, creation_id)`,
  `drop index creation_step_version`,
  `create index creation_parent_child on creation_parent(parent_id, creation_id)`,
  `drop index creation_parent_parent`,
  `create index member_hidden on member(id) where hidden_at is not null`,

  `create table map_tile (
    tile_x integer not null, tile_y integer not null,
    /** [{agent, descendants}]: their words and whether they may be shown are read when they are told. */
    landmarks jsonb not null default '[]',
    /** As the contract tells them. */
    rivers jsonb not null default '[]',
    /** [{x, y, cords, colour}]: all cords to each other tile, the greatest first. */
    flows jsonb not null default '[]',
    /** Pinned in the tile's plots when it was drawn. */
    notes bigint not null default 0,
    /** Null: never yet. */
    drawn_at timestamptz,
    took_ms integer not null default 0,
    primary key (tile_x, tile_y))`,

  /**
   * Draws one atlas tile: for each of its plots the 3 agents with most descendants (every creation made
   * with the agent and all that was forked from those, each once), and the 512 widest rivers from its
   * plots to others, and the 64 greatest flows to other tiles. A river has the colour of the agent with most of its cords, none when most are
   * forks. Counts only what anybody may see; lineage is followed through what they may not.
   *
   * Lineage is walked a generation at a time. Rows are looked up by whole arrays, which an index answers
   * in one sweep and seven times faster than one by one; plans must not depend on what is in the arrays.
   */
  `create function map_draw(p_tile_x integer, p_tile_y integer) returns void language plpgsql
    set jit = off set work_mem = '64MB' set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
    declare
      x0 constant integer := p_tile_x * 16; x1 constant integer := p_tile_x * 16 + 15;
      y0 constant integer := p_tile_y * 16; y1 constant integer := p_tile_y * 16 + 15;
      /** Versions of the tile's agents, and whose they are. */
      versions uuid[]; authors uuid[];
      /** One generation of descendants, with the agent each descends from; then of all generations. */
      agents uuid[]; creations uuid[]; all_agents uuid[]; all_creations uuid[];
      /** Creations made with the tile's own agents; forks of the tile's creations, with their parents. */
      made_agents uuid[]; made uuid[]; parents uuid[]; forks uuid[];
      generation integer := 0;
      begun constant timestamptz := clock_timestamp();
    begin
      select array_agg(id) into agents from agent where plot_x between x0 and x1 and plot_y between y0 and y1
        and hidden_at is null and deleted_at is null and owner_id not in (select id from member where hidden_at is not null);
      select array_agg(id), array_agg(agent_id) into versions, authors from agent_version where agent_id = any(agents);

      select array_agg(agent), array_agg(creation) into agents, creations from (
        select distinct v.agent, s.creation_id as creation
          from (select agent_version_id, creation_id from creation_step where agent_version_id = any(versions)) s
          join unnest(versions, authors) as v(id, agent) on v.id = s.agent_version_id) first;
      made_agents := agents;
      made := creations;
      while cardinality(creations) > 0 and generation < 10000 loop
        generation := generation + 1;
        all_agents := all_agents || agents;
        all_creations := all_creations || creations;
        select array_agg(agent), array_agg(creation) into agents, creations from (
          select distinct d.agent, c.creation_id as creation
            from (select parent_id, creation_id from creation_parent where parent_id = any(creations)) c
            join unnest(agents, creations) as d(agent, creation) on d.creation = c.parent_id) next;
      end loop;

      select array_agg(id) into parents from creation
        where plot_x between x0 and x1 and plot_y between y0 and y1 and ${SHOWN}
          and author_id not in (select id from member where hidden_at is not null);
      select array_agg(parent_id), array_agg(creation_id) into parents, forks from creation_parent where parent_id = any(parents);

      insert into map_tile(tile_x, tile_y, landmarks, rivers, flows, notes, drawn_at, took_ms)
      with
      shown as materialized (
        select id, plot_x as x, plot_y as y from creation
        where id = any(all_creations || forks) and ${SHOWN} and author_id not in (select id from member where hidden_at is not null)),
      source as materialized (select id, colour, plot_x as x, plot_y as y from agent where id = any(authors)),
      counted as (
        select d.agent, count(*) as descendants
        from (select distinct agent, creation from unnest(all_agents, all_creations) as d(agent, creation)) d
        join shown c on c.id = d.creation group by d.agent),
      ranked as (
        select c.agent, c.descendants, row_number() over (partition by s.x, s.y order by c.descendants desc, c.agent) as place
        from counted c join source s on s.id = c.agent),
      edge as (
        select s.x, s.y, s.id as agent, s.colour, m.creation
        from unnest(made_agents, made) as m(agent, creation) join source s on s.id = m.agent
        union all
        select p.x, p.y, null, null, f.creation
        from unnest(parents, forks) as f(parent, creation)
        join (select id, plot_x as x, plot_y as y from creation where id = any(parents) and ${SHOWN}) p on p.id = f.parent),
      strand as (
        select e.x, e.y, c.x as to_x, c.y as to_y, e.agent, e.colour, count(*) as cords
        from edge e join shown c on c.id = e.creation where (c.x, c.y) <> (e.x, e.y)
        group by e.x, e.y, c.x, c.y, e.agent, e.colour),
      river as (
        select x, y, to_x, to_y, sum(cords)::bigint as cords,
          case when 2 * coalesce(sum(cords) filter (where agent is null), 0) <= sum(cords)
            then (array_agg(colour order by cords desc, agent) filter (where agent is not null))[1] end as colour
        from strand group by x, y, to_x, to_y
        order by cords desc, x, y, to_x, to_y limit 512),
      flow as (
        select tile_x, tile_y, sum(cords)::bigint as cords,
          case when 2 * coalesce(sum(cords) filter (where colour is null), 0) <= sum(cords)
            then (array_agg(colour order by cords desc, colour) filter (where colour is not null))[1] end as colour
        from (select to_x >> 4 as tile_x, to_y >> 4 as tile_y, colour, sum(cords)::bigint as cords from strand group by 1, 2, 3) s
        where (tile_x, tile_y) <> (p_tile_x, p_tile_y)
        group by tile_x, tile_y order by cords desc, tile_x, tile_y limit 64)
      select p_tile_x, p_tile_y,
        (select coalesce(jsonb_agg(jsonb_build_object('agent', agent, 'descendants', descendants) order by descendants desc, agent), '[]')
          from ranked where place <= 3),
        (select coalesce(jsonb_agg(jsonb_build_object('from', jsonb_build_object('x', x, 'y', y),
            'to', jsonb_build_object('x', to_x, 'y', to_y), 'cords', cords, 'colour', colour)
            order by cords desc, x, y, to_x, to_y), '[]') from river),
        (select coalesce(jsonb_agg(jsonb_build_object('x', tile_x, 'y', tile_y, 'cords', cords, 'colour', colour)
            order by cords desc, tile_x, tile_y), '[]') from flow),
        (select coalesce(sum(notes), 0) from plot where x between x0 and x1 and y between y0 and y1),
        clock_timestamp(), (extract(epoch from clock_timestamp() - begun) * 1000)::integer
      on conflict (tile_x, tile_y) do update
        set landmarks = excluded.landmarks, rivers = excluded.rivers, flows = excluded.flows, notes = excluded.notes,
          drawn_at = excluded.drawn_at, took_ms = excluded.took_ms;
    end $$`,
];
