System.Console.Error.WriteLine("edge: error: no verb is built yet"); return 2;
