using Edge.Boards;
using Edge.Flash;
using Edge.Flash.Plans;
using Edge.Pack;

namespace Edge.Cli.Verbs;

/// <summary>Refuses a model the board could hold but not run: before anything is written, with the board the plan is for.</summary>
internal static class FlashFit
{
    /// <summary>The request with the check in it. A damaged model is an error at once.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="path">The file the user named: a model, or a deployment image, which is not looked into.</param>
    public static FlashRequest Checked(FlashRequest request, string path)
    {
        bool named = request.Image.Kind == ImageKind.Model;
        bool inside = !named && FlashImage.Read(path).Kind == ImageKind.Model;
        if (!named && !inside)
        {
            return request;
        }

        ModelNeeds needs = MemoryNeeds.Of(ModelFile.Read(path), (int)new FileInfo(path).Length);
        return request with { Planned = plan => Require(plan, needs) };
    }

    private static void Require(FlashPlan plan, ModelNeeds needs)
    {
        FitReport fit = FitCheck.Check(plan.Board, needs);
        if (fit.Verdict == FitVerdict.DoesNotFit)
        {
            throw BoardOption.DoesNotFit(fit);
        }
    }
}
