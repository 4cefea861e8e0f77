// The data catalogue against DCAT: expanded as JSON-LD in safe mode, where a term without a meaning
// is an error, then held by a SHACL engine to what W3C's own vocabulary says of each property. All
// terms that the catalogue uses are in the vocabulary of DCAT 2, which DCAT 3 keeps.

import dataset from '@rdfjs/dataset';
import factory from '@rdfjs/data-model';
import vocabulary from '@vocabulary/dcat';
import jsonld from 'jsonld';
import SHACLValidator from 'rdf-validate-shacl';

const DCAT = 'http://www.w3.org/ns/dcat#';
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const RDFS = 'http://www.w3.org/2000/01/rdf-schema#';
const OWL = 'http://www.w3.org/2002/07/owl#';
const SH = 'http://www.w3.org/ns/shacl#';

const WORDS = vocabulary({ factory });
const name = (iri) => factory.namedNode(iri);

/** Everything that is wrong with a catalogue, in words. */
export async function faultsOfCatalogue(catalogue) {
  const expanded = await jsonld.toRDF(catalogue, { safe: true }).catch((error) => error);
  if (expanded instanceof Error) return [`JSON-LD: ${error(expanded)}`];
  const quads = expanded.map(({ subject, predicate, object }) =>
    factory.quad(term(subject), term(predicate), term(object)));
  return [...unknownWords(quads), ...await brokenShapes(quads)];
}

const error = ({ message, details }) => `${message} ${JSON.stringify(details?.event ?? '')}`;

function term({ termType, value, language, datatype }) {
  if (termType === 'BlankNode') return factory.blankNode(value.replace(/^_:/, ''));
  if (termType === 'NamedNode') return factory.namedNode(value);
  return factory.literal(value, language || factory.namedNode(datatype.value));
}

/** Names below dcat: that the vocabulary does not define. */
function unknownWords(quads) {
  const known = new Set(WORDS.map(({ subject }) => subject.value));
  const used = quads.flatMap(({ predicate, object }) =>
    (predicate.value === `${RDF}type` ? [object.value] : [predicate.value]));
  const unknown = used.filter((word) => word.startsWith(DCAT) && !known.has(word));
  return [...new Set(unknown)].map((word) => `DCAT has no ${word}`);
}

async function brokenShapes(quads) {
  const data = dataset.dataset([...quads, ...WORDS]);
  const report = await new SHACLValidator(dataset.dataset(shapes())).validate(data);
  return report.results.map(({ focusNode, sourceShape, message }) =>
    `${focusNode.value}: ${sourceShape.value} ${message.map(({ value }) => value).join('; ')}`);
}

/** The domains and ranges of the vocabulary as shapes: what has the property is of the class. */
function shapes() {
  return WORDS.flatMap(({ subject, predicate, object }) => {
    if (!subject.value.startsWith(DCAT)) return [];
    if (predicate.value === `${RDFS}domain` && object.value.startsWith(DCAT)) {
      return shape(subject, 'domain', 'targetSubjectsOf', 'class', object);
    }
    if (predicate.value === `${RDFS}range` && object.value.startsWith(DCAT)) {
      return shape(subject, 'range', 'targetObjectsOf', 'class', object);
    }
    if (predicate.value === `${RDF}type` && object.value === `${OWL}DatatypeProperty`) {
      return shape(subject, 'literal', 'targetObjectsOf', 'nodeKind', name(`${SH}Literal`));
    }
    if (predicate.value === `${RDF}type` && object.value === `${OWL}ObjectProperty`) {
      return shape(subject, 'object', 'targetObjectsOf', 'nodeKind', name(`${SH}BlankNodeOrIRI`));
    }
    return [];
  });
}

function shape(property, suffix, target, constraint, value) {
  const own = name(`${property.value}-${suffix}`);
  return [
    factory.quad(own, name(`${RDF}type`), name(`${SH}NodeShape`)),
    factory.quad(own, name(`${SH}${target}`), property),
    factory.quad(own, name(`${SH}${constraint}`), value),
  ];
}
