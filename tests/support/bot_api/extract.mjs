// Writes schema.json beside this file from the type declarations of @grammyjs/types, which know
// nothing of aiogram. In an empty folder: npm install typescript@5 @grammyjs/types@5, then
// node extract.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const folder = path.resolve(process.argv[2]);
const ts = createRequire(path.join(folder, "x.js"))("typescript");
const types = path.join(folder, "node_modules/@grammyjs/types");
const version = JSON.parse(readFileSync(path.join(types, "package.json"))).version;
const program = ts.createProgram([path.join(types, "methods.d.ts")], { strict: true });
const checker = program.getTypeChecker();
const source = program.getSourceFile(path.join(types, "methods.d.ts"));
const named = {};

const open = new Set();

/** Types that hold themselves, as rich text does, are not followed further. */
function describe(type) {
  if (open.has(type)) return "anything";
  open.add(type);
  const described = describeOpen(type);
  open.delete(type);
  return described;
}

/** What may stand in a place: words for primitives, {"literal"}, {"array"}, {"any"} or a name. */
function describeOpen(type) {
  if (type.isTypeParameter()) return "file";
  if (type.isUnion()) {
    const parts = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined)).map(describe);
    const distinct = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
    return distinct.length === 1 ? distinct[0] : { any: distinct };
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) return { literal: type.value };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return "boolean";
  if (type.flags & ts.TypeFlags.StringLike) return "string";
  if (type.flags & ts.TypeFlags.NumberLike) return "number";
  if (type.flags & ts.TypeFlags.BooleanLike) return "boolean";
  if (checker.isArrayType(type)) return { array: describe(checker.getTypeArguments(type)[0]) };
  if (checker.isTupleType(type)) return { array: "anything" };
  if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return object(type);
  return "anything";
}

function object(type) {
  const name = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  if (!(name in named)) {
    named[name] = {};
    const before = [...open];
    open.clear();
    named[name] = fields(type);
    before.forEach((one) => open.add(one));
  }
  return { object: name };
}

function fields(type) {
  return Object.fromEntries(checker.getPropertiesOfType(type).map((property) => {
    const optional = Boolean(property.flags & ts.SymbolFlags.Optional);
    return [property.name, { required: !optional, type: describe(checker.getTypeOfSymbol(property)) }];
  }));
}

const methods = {};
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
const all = checker.getDeclaredTypeOfSymbol(exported.find(({ name }) => name === "ApiMethods"));
for (const method of checker.getPropertiesOfType(all)) {
  const [signature] = checker.getTypeOfSymbol(method).getCallSignatures();
  const [argument] = signature.parameters;
  methods[method.name] = argument ? fields(checker.getNonNullableType(checker.getTypeOfSymbol(argument))) : {};
}
const schema = { source: `@grammyjs/types ${version} (MIT)`, methods, objects: named };
writeFileSync(new URL("schema.json", import.meta.url), JSON.stringify(schema) + "\n");
