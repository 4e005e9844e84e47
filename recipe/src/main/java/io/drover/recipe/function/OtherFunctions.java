package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.INTEGER;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Where a row comes from, ranges of numbers, and parts of URLs and addresses. */
final class OtherFunctions {

    private static final long LONGEST_RANGE = 100_000;

    static final FunctionEntry SOURCEROWNUMBER = other("SOURCEROWNUMBER", 1)
            .gives("Integer")
            .doc("The number of the row's record in its source file, the first record being 1, a header record included.")
            .nulls("Null after steps that lose it, such as joins and aggregations, and with several source files.")
            .example("SOURCEROWNUMBER()", null)
            .without(CaseKind.BOUNDARY, "it is the number that the row was read with")
            .bind(Arguments::sourceRowNumber);

    static final FunctionEntry FILEPATH = other("FILEPATH", 1)
            .gives("String")
            .doc("The full path of the file the row comes from, without scheme and authority.")
            .nulls("Null for sources that aren't files and after steps that lose it.")
            .example("FILEPATH()", null)
            .without(CaseKind.BOUNDARY, "it is where the row came from")
            .bind(Arguments::filePath);

    static final FunctionEntry RANGE = other("RANGE", 1)
            .takes("start", Kind.INTEGER)
            .takes("stop", Kind.INTEGER)
            .optional("step", Kind.INTEGER, "1")
            .gives("Array")
            .doc("start, start + step and so on up to, not including, stop; a negative step counts down. [] if stop lies"
                    + " the other way; null for step 0 and for more than 100,000 numbers.")
            .example("RANGE(0, 3, 1)", "[0,1,2]")
            .example("RANGE(5, 0, -2)", "[5,3,1]")
            .example("RANGE(0, 3)", "[0,1,2]")
            .example("RANGE(3, 0, 1)", "[]")
            .example("RANGE(0, 1, 0)", null)
            .example("RANGE(0, 1.5, 1)", null)
            .boundary("RANGE(0, 100001)", null)
            .example("RANGE(9223372036854775805, 9223372036854775807, 5)", "[9223372036854775805]")
            .example("RANGE(NULL(), 3, 1)", null)
            .example("RANGE('', 3, 1)", null)
            .example("RANGE('x', 3, 1)", null)
            .bind(a -> a.call(Operation.of("range", TEXT, x -> range((Long) x[0], (Long) x[1], (Long) x[2]),
                            INTEGER, INTEGER, INTEGER),
                    List.of(a.integer(0), a.integer(1), a.has(2) ? a.integer(2) : Arguments.integer(1L)),
                    ValueType.ARRAY));

    static final FunctionEntry HOST = url("HOST", 2)
            .gives("String")
            .doc("The host: what lies between scheme and user and the first of / ? # :, as it is written. Null if there is"
                    + " no dot or a blank in it.")
            .example("HOST('http://www.example.com:80/a')", "www.example.com")
            .example("HOST('user@Example.com?q')", "Example.com")
            .boundary("HOST('http://localhost/a.b')", null)
            .example("HOST('')", null)
            .example("HOST(NULL())", null)
            .operation(Operation.of("host", TEXT, a -> UrlKernels.host((String) a[0]), TEXT));

    static final FunctionEntry SUFFIX = url("SUFFIX", 2)
            .gives("String")
            .doc("The last label of the host; null for an IPv4 address.")
            .example("SUFFIX('www.example.com')", "com")
            .boundary("SUFFIX('http://1.2.3.4')", null)
            .example("SUFFIX(NULL())", null)
            .example("SUFFIX('')", null)
            .operation(Operation.of("suffix", TEXT, a -> UrlKernels.suffix((String) a[0]), TEXT));

    static final FunctionEntry DOMAIN = url("DOMAIN", 1)
            .gives("String")
            .doc("The label before the suffix, which is one label: of co.uk it is co. Null for an IPv4 address.")
            .example("DOMAIN('http://www.exampl.e.com')", "e")
            .example("DOMAIN('https://example.com/x')", "example")
            .boundary("DOMAIN('http://1.2.3.4')", null)
            .example("DOMAIN('no url')", null)
            .example("DOMAIN(NULL())", null)
            .example("DOMAIN('')", null)
            .operation(Operation.of("domain", TEXT, a -> UrlKernels.domain((String) a[0]), TEXT));

    static final FunctionEntry SUBDOMAIN = url("SUBDOMAIN", 2)
            .gives("String")
            .doc("All labels before the domain, '' if there are none; null for an IPv4 address.")
            .example("SUBDOMAIN('http://www.exampl.e.com')", "www.exampl")
            .boundary("SUBDOMAIN('example.com')", "")
            .example("SUBDOMAIN(NULL())", null)
            .example("SUBDOMAIN('')", null)
            .operation(Operation.of("subdomain", TEXT, a -> UrlKernels.subdomain((String) a[0]), TEXT));

    static final FunctionEntry URLPARAMS = url("URLPARAMS", 2)
            .gives("Object")
            .doc("The query's parameters as an object of strings, percent-decoded, + as a blank; the last value of a"
                    + " repeated key, '' for a key without one. Null without a query.")
            .example("URLPARAMS('http://x.com?q1=broken%20record&b&c=a+b#d')",
                    "{\"q1\":\"broken record\",\"b\":\"\",\"c\":\"a b\"}")
            .tie("URLPARAMS('http://x.com?a=1&a=2')", "{\"a\":\"2\"}")
            .boundary("URLPARAMS('http://x.com')", null)
            .example("URLPARAMS(NULL())", null)
            .example("URLPARAMS('')", null)
            .bind(a -> a.call(Operation.of("urlparams", TEXT, x -> UrlKernels.parameters((String) x[0]), TEXT),
                    List.of(a.text(0)), ValueType.MAP));

    static final FunctionEntry IPTOINT = other("IPTOINT", 3)
            .takes("ip", Kind.TEXT)
            .gives("Integer")
            .doc("The number of an IPv4 address; null for anything else. Parts may have leading zeros, up to 3 digits.")
            .example("IPTOINT('1.2.3.4')", "16909060")
            .boundary("IPTOINT('255.255.255.255')", "4294967295")
            .example("IPTOINT('1.2.3')", null)
            .example("IPTOINT('1.2.3.256')", null)
            .example("IPTOINT(NULL())", null)
            .example("IPTOINT('')", null)
            .operation(Operation.of("iptoint", INTEGER, a -> UrlKernels.address((String) a[0]), TEXT));

    static final FunctionEntry IPFROMINT = other("IPFROMINT", 3)
            .takes("n", Kind.INTEGER)
            .gives("String")
            .doc("The IPv4 address with that number; null outside 0 to 4294967295.")
            .example("IPFROMINT(16909060)", "1.2.3.4")
            .boundary("IPFROMINT(4294967295)", "255.255.255.255")
            .example("IPFROMINT(-1)", null)
            .example("IPFROMINT(NULL())", null)
            .example("IPFROMINT('')", null)
            .example("IPFROMINT('x')", null)
            .operation(Operation.of("ipfromint", TEXT, a -> UrlKernels.ofAddress((Long) a[0]), INTEGER));

    private OtherFunctions() {}

    private static FunctionEntry.Builder other(String name, int tier) {
        return FunctionEntry.scalar(name, Category.OTHER, tier);
    }

    private static FunctionEntry.Builder url(String name, int tier) {
        return other(name, tier).takes("url", Kind.TEXT);
    }

    private static String range(long start, long stop, long step) {
        if (step == 0) {
            return null;
        }
        List<String> numbers = new ArrayList<>();
        long at = start;
        while (step > 0 ? at < stop : at > stop) {
            if (numbers.size() == LONGEST_RANGE) {
                return null;
            }
            numbers.add(Long.toString(at));
            long next = at + step;
            if (step > 0 ? next < at : next > at) {
                break;
            }
            at = next;
        }
        return JsonText.ofElements(numbers);
    }
}
