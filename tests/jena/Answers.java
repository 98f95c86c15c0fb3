// SPDX-FileCopyrightText: 2026 Laming Graph contributors
// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;

/** Answers every query of a folder over some Turtle files, in one start of Java. */
public class Answers {
    /** Arguments: folder of *.rq, folder for *.json, then the Turtle files. Prints ARQ's version. */
    public static void main(String[] arguments) throws Exception {
        Model model = ModelFactory.createDefaultModel();
        for (int i = 2; i < arguments.length; i++) {
            RDFDataMgr.read(model, arguments[i]);
        }
        System.out.println("Jena ARQ " + ARQ.VERSION);
        for (File query : new File(arguments[0]).listFiles()) {
            String text = Files.readString(query.toPath());
            String name = query.getName().replace(".rq", ".json");
            try (QueryExecution asked = QueryExecutionFactory.create(QueryFactory.create(text), model);
                    OutputStream out = new FileOutputStream(new File(arguments[1], name))) {
                ResultSetFormatter.outputAsJSON(out, asked.execSelect());
            }
        }
    }
}
