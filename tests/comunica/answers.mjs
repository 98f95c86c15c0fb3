// SPDX-FileCopyrightText: 2026 Laming Graph contributors
// SPDX-License-Identifier: Apache-2.0

// Answers every query of a folder through Comunica, asking an endpoint.
// Arguments: folder of node_modules, endpoint, folder of *.rq, folder for *.json.

import { createWriteStream, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const [modules, endpoint, queries, answers] = process.argv.slice(2);
const { QueryEngine } = createRequire(join(modules, "x.js"))("@comunica/query-sparql");
const engine = new QueryEngine();
const sources = [{ type: "sparql", value: endpoint }];
for (const name of readdirSync(queries)) {
  const asked = await engine.query(readFileSync(join(queries, name), "utf8"), { sources });
  const { data } = await engine.resultToString(asked, "application/sparql-results+json");
  await pipeline(data, createWriteStream(join(answers, name.replace(".rq", ".json"))));
}
