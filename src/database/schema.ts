import type { Client } from "pg";

/**
 * The schema wellside as its catalogue has it: tables, indexes, policies and grants, in an order that is always the same.
 * Written by PostgreSQL 18, which is what the embedded one is: another version words some expressions differently.
 */
export async function dumpSchema(client: Client): Promise<string> {
  const tables = await rows<{ name: string; secured: boolean; forced: boolean }>(
    client,
    `select relname as name, relrowsecurity as secured, relforcerowsecurity as forced from pg_class
     where relnamespace = 'wellside'::regnamespace and relkind in ('r', 'p') order by relname`,
  );
  const columns = await grouped(
    client,
    `select relname as name, attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
            || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
     from pg_attribute join pg_class on pg_class.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where relnamespace = 'wellside'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped order by relname, attnum`,
  );
  // That a column may not be null stands beside it; PostgreSQL 18 keeps it as a constraint as well.
  const constraints = await grouped(
    client,
    `select relname as name, 'constraint ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid) as line
     from pg_constraint join pg_class on pg_class.oid = conrelid
     where connamespace = 'wellside'::regnamespace and contype <> 'n'
     order by relname, array_position(array['p', 'u', 'f', 'c']::"char"[], contype), conname`,
  );
  const indexes = await grouped(
    client,
    `select relname as name, pg_get_indexdef(indexrelid) || ';' as line from pg_index join pg_class on pg_class.oid = indrelid
     where relnamespace = 'wellside'::regnamespace and not exists (select from pg_constraint where conindid = indexrelid)
     order by relname, indexrelid::regclass::text`,
  );
  const policies = await grouped(
    client,
    `select tablename as name, 'create policy ' || policyname || ' on wellside.' || tablename || ' as ' || lower(permissive) || ' for ' || lower(cmd)
            || ' to ' || array_to_string(roles, ', ') || coalesce(' using (' || regexp_replace(qual, '\\s+', ' ', 'g') || ')', '')
            || coalesce(' with check (' || regexp_replace(with_check, '\\s+', ' ', 'g') || ')', '') || ';' as line
     from pg_policies where schemaname = 'wellside' order by tablename, policyname`,
  );
  const grants = await grouped(
    client,
    `select relname as name, 'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on wellside.' || relname || ' to '
            || coalesce(nullif(grantee, 0)::regrole::text, 'public') || ';' as line
     from pg_class cross join aclexplode(relacl)
     where relnamespace = 'wellside'::regnamespace and grantee <> relowner group by relname, grantee order by relname, grantee::regrole::text`,
  );
  const text = tables.map(({ name, secured, forced }) =>
    [
      `create table wellside.${name} (\n${[...(columns.get(name) ?? []), ...(constraints.get(name) ?? [])].map((line) => `  ${line}`).join(",\n")}\n);`,
      ...(indexes.get(name) ?? []),
      ...(secured ? [`alter table wellside.${name} enable row level security;`] : []),
      ...(forced ? [`alter table wellside.${name} force row level security;`] : []),
      ...(policies.get(name) ?? []),
      ...(grants.get(name) ?? []),
    ].join("\n"),
  );
  return `${[head, ...text].join("\n\n")}\n`;
}

const head = `-- The database as every migration together leaves it, to be read. Nothing runs this file.
-- Made anew, after a migration, by: node start.mjs --run scripts/dump-schema.ts; a test fails while it is behind.`;

async function rows<Row extends object>(client: Client, query: string): Promise<Row[]> {
  return (await client.query<Row & Record<string, unknown>>(query)).rows;
}

/** Lines by table, in the query's order. */
async function grouped(client: Client, query: string): Promise<Map<string, string[]>> {
  const found = await rows<{ name: string; line: string }>(client, query);
  return new Map(
    [...Map.groupBy(found, ({ name }) => name)].map(([name, its]) => [name, its.map(({ line }) => line)]),
  );
}
