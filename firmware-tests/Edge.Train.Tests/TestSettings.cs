// One thread: sums of the tensor library come out equal only for equal thread counts.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
