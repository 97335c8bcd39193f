import { sql, type Kysely } from 'kysely';

/** Guests of plots, moments of epochs, and a notification when what the collab server remembers of a plot changes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table plot_guest (
    plot_x integer not null, plot_y integer not null,
    member_id uuid not null references member(id),
    invited_at timestamptz not null default now(),
    primary key (plot_x, plot_y, member_id),
    foreign key (plot_x, plot_y) references plot(x, y))`,
  `create index plot_guest_member on plot_guest(member_id)`,

  // Rises with every change of who may write in a plot or under which epoch. The collab server judges an
  // edit by the facts it remembers and commits it only while this number is still the one it judged by.
  `alter table plot add column rights integer not null default 0`,
  `create function plot_rights_rise() returns trigger language plpgsql as $$
    begin
      new.rights := old.rights + 1;
      return new;
    end $$`,
  `create trigger plot_rights_rise before update of policy, epoch, owner_id on plot
    for each row execute function plot_rights_rise()`,
  // The payload is the plot's key. Sent at commit, so whoever asks again sees the new facts.
  `create function plot_changed() returns trigger language plpgsql as $$
    begin
      perform pg_notify('plot', new.x || ',' || new.y);
      return null;
    end $$`,
  `create trigger plot_changed after update of policy, epoch, owner_id, rights on plot
    for each row execute function plot_changed()`,
  `create function plot_guest_changed() returns trigger language plpgsql as $$
    begin
      update plot set rights = rights + 1
      where (x, y) = (coalesce(new.plot_x, old.plot_x), coalesce(new.plot_y, old.plot_y));
      return null;
    end $$`,
  `create trigger plot_guest_changed after insert or delete on plot_guest
    for each row execute function plot_guest_changed()`,

  // The Yjs client ids of a document belong for ever to who used them first.
  `create table collab.author (
    document text not null,
    client bigint not null,
    actor text not null,
    primary key (document, client))`,

  // Journal rows of the document up to this number may be gone: only a later snapshot can begin it.
  `create table collab.trimmed (document text primary key, upto bigint not null)`,
];
